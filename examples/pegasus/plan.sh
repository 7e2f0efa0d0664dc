#!/bin/sh
# Plans the workflow and submits it. Foray reads in the output where its submit directory is.
exec pegasus-plan --submit --dir submit --input-dir input --output-dir counts workflow.yml
