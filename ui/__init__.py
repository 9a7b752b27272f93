"""How people reach it: command line, HTTP, Gradio page, widget."""
