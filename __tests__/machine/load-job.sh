#!/bin/sh
# load-job.sh DIST NODE ROUNDS PROGRAM...: one job of a runner: the step's main part, foreign programs for
# a while, and the post part, each a child of this process, as they are of a runner's. Says what it has
# reached, a word a line; "failed: ..." for a program that did not start.
dist=$1 node=$2 rounds=$3
shift 3
GITHUB_STATE=$(mktemp) GITHUB_OUTPUT=$(mktemp) GITHUB_ENV=$(mktemp) GITHUB_PATH=$(mktemp)
export GITHUB_STATE GITHUB_OUTPUT GITHUB_ENV GITHUB_PATH
"$node" "$dist/main/index.js" >"$GITHUB_OUTPUT.log" 2>&1 || echo "failed: main: $(cat "$GITHUB_OUTPUT.log")"
echo main
while [ "$rounds" -gt 0 ]; do
	rounds=$((rounds - 1))
	for program; do
		"$program" true || echo "failed: $program: exit code $?"
		echo program
	done
done
STATE_state=$(sed -n 2p "$GITHUB_STATE")
export STATE_state
"$node" "$dist/post/index.js" >"$GITHUB_OUTPUT.log" 2>&1 || echo "failed: post: $(cat "$GITHUB_OUTPUT.log")"
grep '^::warning' "$GITHUB_OUTPUT.log" | sed 's/^/failed: post: /'
rm -f "$GITHUB_STATE" "$GITHUB_OUTPUT" "$GITHUB_OUTPUT.log" "$GITHUB_ENV" "$GITHUB_PATH"
echo post
