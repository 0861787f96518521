"""Processes that work for this one: fed by pipes, kept away from the case, ended with it.

frames     the messages between them
starting   how one is started
serving    the other end of its pipes
guard      what one may not do

What such a process does is told by those who start it.
"""
