"""The whole flow, the schedule and the clock."""
