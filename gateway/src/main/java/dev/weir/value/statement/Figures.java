package dev.weir.value.statement;

import dev.weir.value.statement.Vocabulary.Section;
import dev.weir.value.statement.Wording.Kind;
import java.math.BigDecimal;
import java.util.Set;

/// The numbers of a statement: which are targets, which are times, which are neither.
final class Figures {
  private static final Set<String> MONTHS =
      Set.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Set<String> SPANS =
      Set.of("week", "weeks", "month", "months", "quarter", "quarters", "year", "years");
  private static final Set<String> BEFORE_TIMES =
      Set.of(
          "by", "in", "within", "until", "before", "end", "of", "next", "this", "during", "after");
  private static final Set<String> DAYS = Set.of("day", "days");
  private static final int YEAR_MIN = 2020;
  private static final int YEAR_MAX = 2100;

  /// From so many days on, 'within N days' is a time to be done by, not how fast something goes.
  private static final int LONG_DAYS = 30;

  /// How far before its number a comparator may stand: 'below an average of 4'.
  private static final int REACH = 4;

  private final Wording wording;
  private final Vocabulary vocabulary;

  Figures(Wording wording, Vocabulary vocabulary) {
    this.wording = wording;
    this.vocabulary = vocabulary;
  }

  boolean hasTime() {
    String flat = wording.flat();
    for (int i = 0; i < wording.size(); i++) {
      if (wording.at(i).is(Kind.DATE) || isYear(i) || isMonth(i) || isSpan(i)) {
        return true;
      }
    }
    return flat.contains(" year end ")
        || flat.contains(" end of the year ")
        || flat.contains(" end of year ")
        || flat.contains(" fiscal year ");
  }

  boolean hasTarget() {
    for (int i = 0; i < wording.size(); i++) {
      boolean isGoal = vocabulary.has(Section.GOALS, wording.text(i));
      if (isGoal || (isFigure(i) && (isPercent(i) || isRatio(i) || isCompared(i)))) {
        return true;
      }
    }
    return false;
  }

  /// Whether its figures are a measure by themselves: minutes, dollars, '% of', '8 out of 10'.
  boolean hasUnit() {
    boolean hasTarget = hasTarget();
    for (int i = 0; i < wording.size(); i++) {
      if (isFigure(i) && (isRatio(i) || (hasTarget && isMeasured(i)))) {
        return true;
      }
      if (isFigure(i) && isPercent(i) && wording.text(afterPercent(i)).equals("of")) {
        return true;
      }
    }
    return false;
  }

  /// '1 in 10', '8 out of 10'.
  private boolean isRatio(int i) {
    return (wording.text(i + 1).equals("in") && isFigure(i + 2))
        || (wording.text(i + 1).equals("out") && isFigure(i + 3));
  }

  /// Fewer of what is counted is a measure of it: 'fewer than 15 breaks'.
  private boolean isMeasured(int i) {
    return wording.text(i).matches("[€$£].*")
        || wording.text(i - 2).equals("fewer")
        || vocabulary.has(Section.UNITS, wording.text(i + 1))
        || vocabulary.has(Section.UNITS, wording.text(i + 2));
  }

  private int afterPercent(int i) {
    return wording.text(i).endsWith("%") ? i + 1 : i + (wording.text(i + 1).equals("per") ? 3 : 2);
  }

  private boolean isPercent(int i) {
    return wording.text(i).endsWith("%")
        || wording.text(i + 1).equals("percent")
        || (wording.text(i + 1).equals("per") && wording.text(i + 2).equals("cent"));
  }

  private boolean isCompared(int i) {
    for (int back = 1; back <= REACH && !isEnd(i - back); back++) {
      if (vocabulary.has(Section.COMPARATORS, wording.text(i - back))) {
        return true;
      }
    }
    return false;
  }

  private boolean isEnd(int i) {
    String text = wording.text(i);
    return wording.at(i).is(Kind.MARK)
        && !text.equals("<")
        && !text.equals(">")
        && !text.equals("≤")
        && !text.equals("≥");
  }

  /// A number that is no time.
  private boolean isFigure(int i) {
    return wording.at(i).is(Kind.NUMBER)
        && !isYear(i)
        && !isSpan(i + 1)
        && !SPANS.contains(wording.text(i + 1))
        && !MONTHS.contains(wording.text(i + 1))
        && !MONTHS.contains(wording.text(i - 1));
  }

  private boolean isYear(int i) {
    String text = wording.text(i);
    return text.matches("20\\d\\d")
        && Integer.parseInt(text) >= YEAR_MIN
        && Integer.parseInt(text) <= YEAR_MAX;
  }

  /// May is a month only where the words around it say so.
  private boolean isMonth(int i) {
    return MONTHS.contains(wording.text(i))
        && (!wording.text(i).equals("may")
            || BEFORE_TIMES.contains(wording.text(i - 1))
            || wording.at(i + 1).is(Kind.NUMBER));
  }

  /// The word 'months' of 'within six months', or of 'next month'.
  private boolean isSpan(int i) {
    String text = wording.text(i);
    boolean isNumber = wording.at(i - 1).is(Kind.NUMBER);
    if (DAYS.contains(text)) {
      return isNumber && isLong(wording.text(i - 1)) && BEFORE_TIMES.contains(wording.text(i - 2));
    }
    return SPANS.contains(text)
        && (Set.of("next", "this").contains(wording.text(i - 1))
            || (Set.of("a", "one", "the").contains(wording.text(i - 1))
                && Set.of("within", "in").contains(wording.text(i - 2)))
            || (isNumber && BEFORE_TIMES.contains(wording.text(i - 2))));
  }

  private static boolean isLong(String number) {
    return number.matches("\\d{1,4}")
        && new BigDecimal(number).compareTo(BigDecimal.valueOf(LONG_DAYS)) >= 0;
  }
}
