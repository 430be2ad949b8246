"""The words of the field as named tuples; standard library only.

Named tuples, because the reader needs forty of these classes before its first paint: a frozen dataclass takes half a
millisecond to make, a named tuple a sixth of that, and its instances are quicker to make and to send to a worker.

Times are timezone-aware UTC datetimes, ids are ints, sequences are tuples. Offsets are code points into an
article's plain text (`Body.text`), end exclusive: blocks, links, people, quotes and search hits all point
into that one text.
"""
