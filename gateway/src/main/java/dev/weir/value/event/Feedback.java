package dev.weir.value.event;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What somebody says of a call, or an outcome of itself.
///
/// @param call that is spoken of; empty where an outcome names none
/// @param author the user, or what the application calls this feedback: one call has one of each;
///   of an outcome its id
/// @param note a comment, empty without one
public record Feedback(
    String call, String author, Origin origin, Rating rating, String note, List<String> tags) {
  private static final int NOTE_MAX = 2_000;
  private static final int AUTHOR_MAX = 200;
  private static final int TAGS_MAX = 20;
  private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");

  /// Where it came from.
  ///
  /// @param key id of the key it came with
  /// @param useCase of the call
  /// @param user who says it, empty where that is not said
  public record Origin(String key, String useCase, String user) {}

  /// The same from elsewhere.
  public Feedback from(Origin other) {
    return new Feedback(call, author, other, rating, note, tags);
  }

  /// How good the answer was.
  ///
  /// @param scale `thumb`, `stars`, or `outcome`
  /// @param value of a thumb 0 or 1, of stars 1 to 5, of an outcome 0 while it is low, then 1
  public record Rating(String scale, int value) {
    private static final String THUMB = "thumb";
    private static final String STARS = "stars";
    private static final String OUTCOME = "outcome";

    /// Of an outcome that failed or is not good.
    static final Rating LOW = new Rating(OUTCOME, 0);

    /// Of one that was, and was corrected or taken back.
    static final Rating MENDED = new Rating(OUTCOME, 1);

    public boolean isOfOutcome() {
      return scale.equals(OUTCOME);
    }

    /// `up`, `down`, or `1` to `5`.
    public static Rating of(String text) {
      return switch (text) {
        case "up" -> new Rating(THUMB, 1);
        case "down" -> new Rating(THUMB, 0);
        case "1", "2", "3", "4", "5" -> new Rating(STARS, Integer.parseInt(text));
        default ->
            throw new IllegalArgumentException(
                "field 'rating' is up, down, or 1 to 5, was '%s'"
                    .formatted(text.length() > 80 ? text.substring(0, 80) : text));
      };
    }

    /// As [#of] reads it; of an outcome `low` or `mended`.
    public String text() {
      return switch (scale) {
        case THUMB -> value == 1 ? "up" : "down";
        case OUTCOME -> value == 1 ? "mended" : "low";
        default -> Integer.toString(value);
      };
    }
  }

  /// One that was kept.
  ///
  /// @param handled who looked into it, when, and what came of it; empty = it is open
  public record Kept(long position, Instant at, Feedback said, List<Handling> handled) {
    public Kept {
      handled = List.copyOf(handled);
    }
  }

  /// @param why what came of it
  public record Handling(Instant at, String who, String why) {}

  public Feedback {
    tags = List.copyOf(tags);
    if (note.length() > NOTE_MAX) {
      throw new IllegalArgumentException(
          "field 'comment' has at most %,d characters, was %,d".formatted(NOTE_MAX, note.length()));
    }
    if (author.length() > AUTHOR_MAX || author.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "fields 'user' and 'feedback_id' have at most %d characters, none of them a control one, was %d"
              .formatted(AUTHOR_MAX, author.length()));
    }
    if (tags.size() > TAGS_MAX
        || new HashSet<>(tags).size() < tags.size()
        || !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      throw new IllegalArgumentException(
          "field 'tags' has at most %d, each once, of 1 to 60 of a to z, 0 to 9, '_', '.' and '-', was %s"
              .formatted(TAGS_MAX, tags.size() > TAGS_MAX ? tags.size() : tags));
    }
  }
}
