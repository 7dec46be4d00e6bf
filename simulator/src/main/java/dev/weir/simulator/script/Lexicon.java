package dev.weir.simulator.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.stream.Stream;

/// The fragments answers are made of.
///
/// Each is one token in cl100k and o200k, and so is each in a row of them, because both encodings
/// cut text before a blank: `k` fragments are `k` tokens and nothing needs to be tokenised while
/// answering.
public final class Lexicon {
  private static final String[] STARTS = "The This In When We One It Each Most".split(" ", -1);
  private static final String[] WORDS =
      spaced(
          """
          the of and to in is that for it as was with be by on not he his are this at from but have an \
          they which you were all their one would more when been who we will can our no time has other \
          new about such only some may out these then its two than up man like made what years well \
          each over back must any should people most many work used own where first long part use world \
          day between under system last state found still life because water place end number give keep \
          model answer result order data point table value cost price quality measure change report \
          question light house hand small large great early late north south river bridge stone garden \
          paper music school market power energy method theory process simple clear strong quiet open \
          near far slow fast left right high low red green blue white black gold old young good better \
          best full free true real human nature history science language reason memory future present \
          past moment week month hour minute second third half double single common special local\
          """);
  private static final String[] WIDE =
      spaced(
          "été años más für você também über não después où même café это для что не 中 的 😀 ❤ € π");
  private static final int FULL_STOP_EVERY = 12;

  private Lexicon() {}

  /// Text of a given number of tokens, fragment by fragment.
  ///
  /// @param wide whether multi-byte characters occur, up to four bytes long
  /// @param shape what stands around the words; a text too short for it ends inside it
  public record Text(long seed, int tokens, boolean wide, Shape shape) {
    /// The fragment at a place, unescaped.
    public String at(int index) {
      return shape.isProse() ? prose(index) : shaped(index);
    }

    /// Fragments `from` to `to` (exclusive) as JSON string content.
    public byte[] escaped(int from, int to) {
      String text = between(from, to);
      return shape.isProse()
          ? text.getBytes(UTF_8)
          : JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }

    public String between(int from, int to) {
      if (to - from == 1) {
        return at(from);
      }
      var text = new StringBuilder((to - from) * 7);
      for (int i = from; i < to; i++) {
        text.append(at(i));
      }
      return text.toString();
    }

    public String whole() {
      return between(0, tokens);
    }

    private String prose(int index) {
      long mixed = mix(seed + index);
      if (index % FULL_STOP_EVERY == FULL_STOP_EVERY - 1) {
        return ".";
      }
      if (index == 0) {
        return pick(STARTS, mixed);
      }
      return wide && index % 4 == 1 ? pick(WIDE, mixed) : pick(WORDS, mixed);
    }

    private String shaped(int index) {
      int head = shape.head().size();
      if (index < head) {
        return shape.head().get(index);
      }
      int tail = shape.tail().size();
      int fromEnd = tokens - index;
      if (fromEnd <= tail) {
        return shape.tail().get(tail - fromEnd);
      }
      return shape.words() ? pick(WORDS, mix(seed + index)) : " ";
    }
  }

  private static String pick(String[] from, long mixed) {
    return from[(int) Long.remainderUnsigned(mixed, from.length)];
  }

  static long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static String[] spaced(String words) {
    return Stream.of(words.split("\\s+", -1)).map(word -> " " + word).toArray(String[]::new);
  }
}
