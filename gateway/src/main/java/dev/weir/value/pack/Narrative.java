package dev.weir.value.pack;

import java.util.ArrayList;
import java.util.List;

/// What a review says of itself beside what the one before said, line by line: a longest common
/// sequence of lines, blank ones left out. Pure.
public final class Narrative {
  /// Of a text.
  public static final int LINES_MAX = 1_000;

  private Narrative() {}

  /// What became of a line.
  public enum Change {
    SAME,
    ADDED,
    DROPPED
  }

  public record Line(Change change, String text) {}

  /// In the order of both texts; what was dropped stands before what came in its place.
  public static List<Line> between(String before, String now) {
    List<String> old = lines(before);
    List<String> fresh = lines(now);
    int[][] common = common(old, fresh);
    List<Line> all = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < fresh.size()) {
      if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
        all.add(new Line(Change.SAME, old.get(i)));
        i++;
        j++;
      } else if (j == fresh.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        all.add(new Line(Change.DROPPED, old.get(i)));
        i++;
      } else {
        all.add(new Line(Change.ADDED, fresh.get(j)));
        j++;
      }
    }
    return List.copyOf(all);
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(LINES_MAX)
        .toList();
  }

  /// How many lines the rests from two places on have in common, in order.
  private static int[][] common(List<String> old, List<String> fresh) {
    int[][] common = new int[old.size() + 1][fresh.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = fresh.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(fresh.get(j))
                ? 1 + common[i + 1][j + 1]
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
