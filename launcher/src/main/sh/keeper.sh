# The keeper: starts the supervisor's JVM, and starts the next one when it is gone.
#   keeper.sh PROGRAM [FLAG]...
# It owns nothing but what must outlive a JVM: 3 the pipe that words come by, 5 the lock of the state
# directory, 6 and 7 the descriptor store, and the zombies of what ended meanwhile, which hold their
# exit codes. So it sits in read and never waits: no command in the foreground, no $(...), since both
# would reap. Only the JVM has the pipe's writing end; end of file says that it is gone.
# Words: ready (signals may be passed on), up (it has been well for a while), reap (forget zombies),
# upgrade PATH (the next JVM is that program's), quit CODE.

program=$1
shift
export DIXWATCHER_KEPT=$$
unset DIXWATCHER_RESTARTED
heartbeat=$DIXWATCHER_HEARTBEAT watchdog=''
exec 8<&0 </dev/null
jvm='' fails=0 code='' ready='' pending='' interrupted='' before=''

say() { printf 'dixwatcher: keeper: %s\n' "$1" >&2; }

# A trap interrupts read, which then looks like end of file; the flag tells the two apart.
pass() {
  interrupted=1
  if [ -n "$ready" ]; then
    kill -s "$1" "$jvm" 2>/dev/null
  else
    pending=$1
  fi
}
trap 'pass TERM' TERM INT
trap 'pass HUP' HUP
trap 'pass USR2' USR2

begin() {
  exec 4>/proc/self/fd/3
  "$program" "$@" <&8 3<&- 8<&- &
  jvm=$!
  exec 4>&-
}

# Beside us, and with nothing that must close when we or the JVM die. It needs no word to end: it
# looks for us.
watch() {
  [ -n "$heartbeat" ] || return
  /bin/sh "${0%/*}/watchdog.sh" $$ "$heartbeat" "${DIXWATCHER_HEARTBEAT_SECONDS:-5}" \
    3<&- 5>&- 6<&- 7>&- 8<&- </dev/null &
  watchdog=$!
}

# A pause without waiting: sleep holds a writing end meanwhile.
pause() {
  exec 4>/proc/self/fd/3
  sleep "$1" 3<&- 5>&- 6<&- 7>&- 8<&- </dev/null &
  exec 4>&-
  while :; do
    interrupted=''
    IFS= read -r word <&3
    [ -n "$interrupted" ] || return
  done
}

heed() {
  case $1 in
    ready)
      ready=1
      [ -z "$pending" ] || kill -s "$pending" "$jvm"
      pending=''
      ;;
    up) fails=0 before='' ;;
    reap) jobs >/dev/null ;;
    upgrade\ *)
      before=$program
      program=${1#upgrade }
      fails=-1 # its end is no failure
      ;;
    quit\ *)
      [ -z "$watchdog" ] || kill "$watchdog" 2>/dev/null
      code=${1#quit }
      ;;
  esac
}

while :; do
  ready=''
  begin "$@"
  [ -n "$watchdog" ] || watch
  while :; do
    interrupted=''
    if IFS= read -r word <&3; then
      heed "$word"
    elif [ -z "$interrupted" ]; then
      break
    fi
  done
  # Not before the JVM is gone: whoever waits for us may start the next one at once.
  [ -z "$code" ] || exit "$code"
  jvm=''
  fails=$((fails + 1))
  export DIXWATCHER_RESTARTED=1
  if [ -n "$before" ] && [ $fails -ge 3 ]; then
    say "$program does not come up; going back to $before"
    program=$before before='' fails=1
  fi
  case $fails in
    0) say "starting $program" ;;
    *) say 'the supervisor is gone; starting it again' ;;
  esac
  case $fails in
    [01]) ;;
    ?) pause 0.$fails ;;
    *) pause 5 ;;
  esac
done
