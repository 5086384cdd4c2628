"""Channels: traffic → events, commands → traffic.

conversation   one step of a contact: what is written down, kept, and in which order
chat           customers and a bot, through the gate
proving        customers prove who they are, for a contact on any channel
floor          people at desks: pick up, see, act, verify, hand over
"""
