"""What we are measured against: a bare page, and the usual page."""
