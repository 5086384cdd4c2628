"""The demo: a fictional bank's contact centre on this machine, complete and disposable.

people, bank    12,000 generated customers in a database of their own, which needline only reads
ava, voice      the scripted bot, a process of its own
cast            who works and who calls
stage           all of it started together
story           the same acts played against it without a browser
tamper          one byte of the record changed, to see it found
"""
