"""Which schema an archive of this program has; what the schema is, only an archive that is made or upgraded needs."""

VERSION = 14
APPLICATION_ID = 0x7475_696E  # "tuin", so that file(1) and we can tell our file from any other
