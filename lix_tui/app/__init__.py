"""The app: start-up, navigation, tour, palette and job control."""
