#!/bin/sh
# Are a thousand numbers in order after they were sorted?
seq 1000 -1 1 | sort -n | sort -n -c
