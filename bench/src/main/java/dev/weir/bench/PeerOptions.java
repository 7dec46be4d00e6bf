package dev.weir.bench;

import java.time.Duration;
import java.util.List;

/// What a run of the peer benchmark does.
///
/// @param rounds how often each variant has a turn at each load
/// @param time of one turn, after its first second
/// @param soak of the run at 1,000 requests/s on a fresh gateway; zero = none
/// @param slow of the 5,000 streams; zero = none
/// @param starts how often a gateway is started; zero = not at all
/// @param write whether the page is written
record PeerOptions(
    int rounds,
    Duration time,
    Duration soak,
    Duration slow,
    int starts,
    List<PeerLoad> loads,
    List<Peer> peers,
    boolean write) {
  static final PeerOptions USUAL =
      new PeerOptions(
          7,
          Duration.ofSeconds(4),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          5,
          List.of(PeerLoad.values()),
          List.of(Peer.values()),
          false);

  PeerOptions {
    loads = List.copyOf(loads);
    peers = List.copyOf(peers);
  }

  /// Reads the options of the command line over the usual ones.
  static PeerOptions parse(Arguments arguments) {
    return new PeerOptions(
        arguments.number("--rounds", USUAL.rounds),
        arguments.duration("--seconds", USUAL.time),
        arguments.duration("--soak", USUAL.soak),
        arguments.duration("--streams", USUAL.slow),
        arguments.number("--starts", USUAL.starts),
        arguments.list("--loads", PeerLoad.class, USUAL.loads),
        arguments.list("--variants", Peer.class, USUAL.peers),
        arguments.flag("--write"));
  }
}
