"""A document becomes statements, statements become an index.

`load` reads a file with its companions, `segment` cuts it into statements, `build` embeds them and swaps the new
index in whole; `Index` opens it.
"""
