"""Working days counted the slow way, one day at a time: what the fast way is held against."""

import datetime as dt

DAY = dt.timedelta(days=1)


def counts(calendar, day):
    return day.weekday() < 5 and day not in calendar.holidays and day not in calendar.closure_days


def add(calendar, start, n):
    step = DAY if n > 0 else -DAY
    day, left = start, abs(n)
    while left:
        day += step
        left -= counts(calendar, day)
    return day


def between(calendar, start, end):
    """Days counted on the way from `start` to `end`; the start day never counts."""
    step = DAY if end > start else -DAY
    day, total = start, 0
    while day != end:
        day += step
        total += counts(calendar, day)
    return total if end >= start else -total


def add_months(day, n):
    """Month by month, and back from the 31st to the last day there is."""
    year, month = day.year, day.month
    for _ in range(abs(n)):
        month += 1 if n > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    for last in range(day.day, 0, -1):
        try:
            return dt.date(year, month, last)
        except ValueError:
            continue
    return None


def easter(year):
    """Easter Sunday: the Sunday after the full moon that the church's tables give."""
    golden, century = year % 19, year // 100
    leap, shift = century - century // 4, (8 * century + 13) // 25
    epact = (19 * golden + leap - shift + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - leap) % 7
    month = 3 + (epact - weekday + 40) // 44
    return dt.date(year, month, epact - weekday + 28 - 31 * (month // 4))


def _monday(year, month, last=False):
    days = [dt.date(year, month, n) for n in range(1, 32) if month != 4 or n < 31]
    mondays = [day for day in days if day.weekday() == 0]
    return mondays[-1 if last else 0]


MOVED = {
    2002: {"spring": dt.date(2002, 6, 4)},
    2012: {"spring": dt.date(2012, 6, 4)},
    2020: {"may": dt.date(2020, 5, 8)},
    2022: {"spring": dt.date(2022, 6, 2)},
}
ONE_OFF = {
    2002: dt.date(2002, 6, 3),  # Golden Jubilee
    2011: dt.date(2011, 4, 29),  # royal wedding
    2012: dt.date(2012, 6, 5),  # Diamond Jubilee
    2023: dt.date(2023, 5, 8),  # coronation
}
JUBILEE_AND_FUNERAL = {dt.date(2022, 6, 3), dt.date(2022, 9, 19)}


def bank_holidays(year):
    """The weekdays that were or are bank holidays in England, by law and by proclamation."""
    moved = MOVED.get(year, {})
    found = {easter(year) - 2 * DAY, easter(year) + DAY, _monday(year, 8, last=True)}
    found.add(moved.get("may", _monday(year, 5)))
    found.add(moved.get("spring", _monday(year, 5, last=True)))
    if year in ONE_OFF:
        found.add(ONE_OFF[year])
    found |= {day for day in JUBILEE_AND_FUNERAL if day.year == year}
    for named in (dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)):
        day = named
        while day.weekday() > 4 or day in found:
            day += DAY
        found.add(day)
    return found
