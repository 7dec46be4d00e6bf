package dev.weir.flow.cohort;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Whom of those who are eligible a rollout lets in. It is settled when this is made, and the same
/// on every gateway: nobody is counted as they come. Named users are first; of the others those who
/// stand within the share, and of these no more than there is room for, in the order they stand in.
final class Admitted {
  private final EligibleUsers eligible;
  private final String useCase;
  private final Portion share;
  private final long salted;
  private final Set<Long> named;
  private final int count;

  /// Whether there is no room for all who stand within the share.
  private final boolean isFull;

  /// The place of the first of them for whom there is none.
  private final long firstOut;

  Admitted(Rollout rollout, EligibleUsers eligible) {
    this.eligible = eligible;
    this.useCase = rollout.useCase();
    this.share = rollout.share();
    this.salted = Draw.of(Rollout.PLACED_BY + rollout.salt(), "");
    this.named =
        rollout.users().stream()
            .map(user -> EligibleUsers.key(useCase, user))
            .filter(eligible::has)
            .collect(Collectors.toUnmodifiableSet());
    long[] places =
        eligible
            .keys()
            .filter(key -> !named.contains(key))
            .map(this::place)
            .filter(share::holds)
            .toArray();
    int room = rollout.usersMax().orElse(Integer.MAX_VALUE) - named.size();
    this.isFull = places.length > room;
    this.firstOut = isFull ? nth(places, room) : 0;
    this.count = named.size() + Math.min(places.length, room);
  }

  /// The element that so many are smaller than, all of them unsigned.
  private static long nth(long[] places, int n) {
    long[] ordered = Arrays.stream(places).map(Admitted::turned).sorted().toArray();
    return turned(ordered[n]);
  }

  /// Turns the order of unsigned numbers into that of signed ones, and back.
  private static long turned(long place) {
    return place ^ Long.MIN_VALUE;
  }

  private long place(long key) {
    return Draw.spread(key ^ salted);
  }

  /// How many may call.
  int count() {
    return count;
  }

  boolean isFull() {
    return isFull;
  }

  boolean isEligible(String user) {
    return eligible.has(EligibleUsers.key(useCase, user));
  }

  boolean has(String user) {
    long key = EligibleUsers.key(useCase, user);
    if (!eligible.has(key)) {
      return false;
    }
    long place = place(key);
    return named.contains(key)
        || (share.holds(place) && (!isFull || Long.compareUnsigned(place, firstOut) < 0));
  }
}
