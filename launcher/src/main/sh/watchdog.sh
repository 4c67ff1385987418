# The watchdog: ends a supervisor that hangs, so that the keeper starts the next one.
#   watchdog.sh KEEPER HEARTBEAT-FILE SECONDS
# The file says "PID COUNT" and is not there while nobody is to be watched. A process whose count
# stands still at four looks in a row is killed, if it is a child of the keeper. It is a program of
# its own since the keeper must never wait.

keeper=$1 file=$2 seconds=$3
pid='' count='' still=0

trap 'kill $! 2>/dev/null; exit 0' TERM

# Whether a process is alive and the keeper's child: its number may be another's by now.
ours() {
  IFS= read -r line <"/proc/$1/stat" || return 1
  # shellcheck disable=SC2086 # fields
  set -- ${line##*) }
  [ "$1" != Z ] && [ "$2" = "$keeper" ]
} 2>/dev/null

while [ -d "/proc/$keeper" ]; do
  sleep "$seconds" &
  wait $!
  seen='' now=''
  read -r seen now 2>/dev/null <"$file"
  if [ -z "$seen" ] || [ "$seen $now" != "$pid $count" ]; then
    pid=$seen count=$now still=0
    continue
  fi
  still=$((still + 1))
  if [ $still -ge 4 ] && ours "$pid"; then
    printf 'dixwatcher: watchdog: the supervisor hangs (PID %s); killing it\n' "$pid" >&2
    kill -KILL "$pid"
    still=0
  fi
done
