package dev.weir.flow.name;

import java.util.ArrayList;
import java.util.List;

/// The difference between two texts, line by line: as many lines as can be are in both.
final class Lines {
  /// Larger texts are shown as wholly different: the table of all pairs would be too large.
  private static final int PAIRS_MAX = 4_000_000;

  private Lines() {}

  /// Each line behind ` `, `-` or `+`.
  static List<String> between(String before, String after) {
    List<String> earlier = before.isEmpty() ? List.of() : before.lines().toList();
    List<String> later = after.isEmpty() ? List.of() : after.lines().toList();
    List<String> lines = new ArrayList<>();
    if ((long) earlier.size() * later.size() > PAIRS_MAX) {
      earlier.forEach(line -> lines.add("-" + line));
      later.forEach(line -> lines.add("+" + line));
      return lines;
    }
    int[][] common = common(earlier, later);
    int i = 0;
    int j = 0;
    while (i < earlier.size() || j < later.size()) {
      boolean same = i < earlier.size() && j < later.size() && earlier.get(i).equals(later.get(j));
      if (same) {
        lines.add(" " + earlier.get(i));
        i++;
        j++;
      } else if (j == later.size()
          || (i < earlier.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + earlier.get(i));
        i++;
      } else {
        lines.add("+" + later.get(j));
        j++;
      }
    }
    return lines;
  }

  /// How many lines the rests of both have in common, from each pair of lines on.
  private static int[][] common(List<String> earlier, List<String> later) {
    int[][] common = new int[earlier.size() + 1][later.size() + 1];
    for (int i = earlier.size() - 1; i >= 0; i--) {
      for (int j = later.size() - 1; j >= 0; j--) {
        common[i][j] =
            earlier.get(i).equals(later.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
