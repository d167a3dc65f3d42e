"""Bodies as the Lix docs and captured answers have them, shortened; people are invented."""

TOKEN = "ACoAAAC8YU6AkU8CdM7VQrPGT9GGZilu_Bvob5A"

PERSON = """{
  "description": "Co-founder | Product & Growth Lead", "location": "London, England",
  "name": "Dana Example", "twitter": "DanaExample", "aboutSummaryText": "One.\\n\\nTwo.",
  "salesNavLink": "https://linkedin.com/sales/lead/TOKEN,NAME_SEARCH,undefined",
  "link": "https://www.linkedin.com/in/dana-example", "numOfConnections": "223",
  "experience": [
    {"title": "Head of Growth", "dateStarted": "April 2023", "dateEnded": "Present",
     "organisation": {"name": "Crunch", "salesNavLink": "https://linkedin.com/sales/company/9"},
     "timePeriod": {"startedOn": {"month": 4, "year": 2023}, "endedOn": {}}},
    {"title": "Consultant", "dateStarted": "March 2018", "dateEnded": "November 2020",
     "organisation": {"name": "Festival", "salesNavLink": "https://linkedin.com/sales/company/"},
     "timePeriod": {"startedOn": {"month": 3, "year": 2018},
                    "endedOn": {"month": 11, "year": 2020}}},
    {"title": "Journalist", "dateStarted": "2013", "dateEnded": "2013",
     "timePeriod": {"startedOn": {"year": 2013}, "endedOn": {"year": 2013}}},
    {"title": "Unknown", "dateStarted": "0", "dateEnded": "Present",
     "timePeriod": {"startedOn": {}, "endedOn": {}}}
  ],
  "education": [{"institutionName": "University", "degree": "BA", "dateStarted": "2013",
    "dateEnded": "2016", "timePeriod": {"startedOn": {"year": 2013}, "endedOn": {"year": 2016}}}],
  "skills": [{"name": "Social Media", "numOfEndorsement": "57"}, {"name": "Writing"}],
  "languages": [{"name": "English", "proficiency": "NATIVE_OR_BILINGUAL"}]
}""".replace("TOKEN", TOKEN)

ORGANISATION = """{"liOrganisation": {
  "name": "LinkedIn", "link": "https://www.linkedin.com/company/linkedin",
  "industry": "Computer Software", "website": "https://careers.linkedin.com",
  "headquarters": "Sunnyvale, US", "companyType": "Public Company", "liEmployeeCount": "26383",
  "size": "10001+", "numberOfInvestmentRounds": "7", "followers": "25072627",
  "salesNavLink": "https://www.linkedin.com/sales/accounts/insights?companyId=1337&trk=x"}}"""

NEWER_ORGANISATION = """{
  "organisationIds": {"id": "59688920", "name": "Lix", "liID": "lix", "salesNavID": "1670390",
                      "uuid": "b3JnOjA="},
  "liOrganisation": {"name": "Lix (old)", "headquarters": "London, GB", "followers": "1"},
  "profile": {"name": "Lix", "employeeCount": 12, "followerCount": 2000, "foundedYear": 2016,
              "linkedinUrl": "https://www.linkedin.com/company/lix", "hqCountry": "GB",
              "orgType": "Privately Held", "website": ""},
  "links": {"liProfileURL": "https://www.linkedin.com/company/other",
            "salesNavURL": "https://www.linkedin.com/sales/company/1670390"}}"""

PERSON_IDS = """{"personIds": {"liID": "dana-example", "salesNavID": "TOKEN", "uuid": "cGVy"},
  "links": {"liProfileURL": "https://www.linkedin.com/in/dana-example",
            "salesNavURL": "https://www.linkedin.com/sales/people/TOKEN,NAME",
            "recruiterURL": "https://www.linkedin.com/talent/profile/TOKEN"}}""".replace(
    "TOKEN", TOKEN
)

LOOKC = """{"hits": [{"name": "Dana Example", "liProfileUrl": "dana-example",
    "salesNavUrl": "https://linkedin.com/sales/ACwAAAC8YU6AkU8CdM7VQrPGT9GGZilu_Bvob5A,NAME,u"}],
  "org": {"name": "Lix", "liProfileUrl": "https://linkedin.com/company/lix",
          "salesNavUrl": "https://linkedin.com/sales/company/1670390"},
  "domainInfo": {"isFreeEmailDomain": false}}"""

POST = """{"embeddedObject": {"imageUrl": "https://media…", "source": "Dana", "title": "A title"},
  "id": "7000000000000000001", "numComments": 2, "numShares": 1,
  "numReactions": [{"count": 28, "reactionType": "REACTION_TYPE_LIKE"},
                   {"reactionType": "REACTION_TYPE_PRAISE"}],
  "person": {"description": "Engineer", "name": "Dana Example",
             "link": "https://www.linkedin.com/in/ACoAAA0000?miniProfileUrn=x"},
  "postedAt": "2024-05-05T22:24:53.182165947Z", "text": "Hello",
  "urn": "urn:li:activity:7000000000000000001"}"""

RAW_POST = """{"response": {"elements": [{
  "updateMetadata": {"urn": "urn:li:activity:7000000000000000001"},
  "actor": {"name": {"text": "Dana Example"}, "description": {"text": "Engineer"},
            "navigationContext": {"actionTarget": "https://www.linkedin.com/in/dana-example"}},
  "commentary": {"text": {"text": "Hello"}},
  "socialDetail": {"totalSocialActivityCounts": {"numLikes": 9, "numComments": 2}}}]}}"""

JOB = """{"jobPosting": {"title": "Engineer", "jobPostingId": 3556453411,
  "jobPostingUrl": "https://www.linkedin.com/jobs/view/3556453411/",
  "formattedLocation": "Leeds", "description": {"text": "Build\\u001b[2J."},
  "employmentStatusResolutionResult": {"localizedName": "Full-time"},
  "formattedJobFunctions": ["Engineering"], "formattedIndustries": ["Software"],
  "listedAt": "1714947893000",
  "companyDetails": {"com.linkedin.voyager.deco.jobs.web.shared.WebJobPostingCompany":
    {"companyResolutionResult": {"universalName": "lix", "name": "Lix", "staffCount": 12,
      "url": "https://www.linkedin.com/company/lix", "industries": ["Software"],
      "headquarter": {"country": "GB", "city": "London"}}}}}}"""

RAW_RESULT = """{"itemUnion": {"entityResult": {"title": {"text": "Dana Example"},
  "primarySubtitle": {"text": "VP Product at Acme"}, "secondarySubtitle": {"text": "Leeds"},
  "badgeText": {"text": "• 2nd"}, "summary": {"text": "Current: …"},
  "navigationUrl": "https://www.linkedin.com/in/dana-example?miniProfileUrn=x"}}}"""

SALES_FACET = """{"data": {"elements": [{"displayValue": "Entry", "id": "3"},
  {"displayValue": "Owner", "id": 10}], "paging": {"count": 100}}}"""

COMPANY_FACET = """{"data": {"elements": [{"id": "0", "displayValue": "Companies", "children": [
  {"id": "urn:li:organization:1337", "displayValue": "LinkedIn", "headline": "Software"},
  {"displayValue": "no id"}]}], "paging": {"count": 100}}}"""

RECRUITER_FACET = """{"meta": {"sequenceId": "01HN"}, "paging": {"count": 10, "start": 10},
  "results": [{"entity": "urn:li:ts_skill:218", "text": "JavaScript"}]}"""

HIRERS = """{"people": [{"name": "Emma Example", "img": "https://media.licdn.com/x",
  "headline": "Director", "link": "https://www.linkedin.com/in/emma-example"}]}"""
