"""The paging state machine and the cursors. Pure: no I/O, no clock, no asyncio."""
