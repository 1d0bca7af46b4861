"""The plan of a round (Articles 7 to 10): who fills what by when, trainings, announcements."""
