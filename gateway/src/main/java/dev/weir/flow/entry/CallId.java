package dev.weir.flow.entry;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// Names one call for ever: 48 bits of acceptance time in milliseconds, then 80 random bits. Ids
/// sort by time. As text: `call_` and 26 characters of Crockford's base 32.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record CallId(long high, long low) implements Comparable<CallId> {
  private static final String PREFIX = "call_";
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int RANDOM_OCTETS = 10;

  public static CallId create(Instant acceptedAt, RandomGenerator random) {
    byte[] octets = new byte[RANDOM_OCTETS];
    random.nextBytes(octets); // at once: a secure generator is locked for each request
    ByteBuffer bits = ByteBuffer.wrap(octets);
    return new CallId(
        (acceptedAt.toEpochMilli() << 16) | (bits.getShort() & 0xFFFF), bits.getLong());
  }

  /// When the call was accepted, to the millisecond.
  public Instant acceptedAt() {
    return Instant.ofEpochMilli(high >>> 16);
  }

  /// Reads the text form; anything else is an [IllegalArgumentException] that names it.
  public static CallId parse(String text) {
    if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + LENGTH) {
      throw new IllegalArgumentException(
          "a call id is 'call_' and 26 characters, was '" + text + "'");
    }
    long high = 0;
    long low = 0;
    for (int i = PREFIX.length(); i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("not a call id: '" + text + "'");
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | digit;
    }
    return new CallId(high, low);
  }

  @Override
  public int compareTo(CallId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    long restHigh = high;
    long restLow = low;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (restLow & 31));
      restLow = (restLow >>> 5) | (restHigh << 59);
      restHigh >>>= 5;
    }
    return PREFIX + new String(text);
  }
}
