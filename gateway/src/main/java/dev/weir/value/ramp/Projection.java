package dev.weir.value.ramp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// What a day is expected to use and cost once all eligible users may call.
///
/// @param users who call on a day
/// @param usdPerMillionTokens of all meters together
public record Projection(
    BigDecimal users,
    BigDecimal queriesPerUser,
    BigDecimal tokensPerQuery,
    BigDecimal usdPerMillionTokens,
    Cusum cusum) {
  /// Days of the longest month: a budget of a month bears it.
  private static final BigDecimal DAYS = BigDecimal.valueOf(31);

  private static final int MILLION = 6;
  private static final int CENTS = 2;

  public Projection {
    require("users", users);
    require("queries_per_user", queriesPerUser);
    require("tokens_per_query", tokensPerQuery);
    require("usd_per_million_tokens", usdPerMillionTokens);
  }

  private static void require(String field, BigDecimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(
          "projection: field '%s' is above 0, was %s".formatted(field, value.toPlainString()));
    }
  }

  /// What a user who calls costs on a day.
  public BigDecimal usdPerUser() {
    return queriesPerUser
        .multiply(tokensPerQuery)
        .multiply(usdPerMillionTokens)
        .movePointLeft(MILLION);
  }

  /// What a month of 31 days costs at a share of the users, rounded up to the cent.
  public BigDecimal monthUsd(BigDecimal share) {
    return users
        .multiply(share)
        .multiply(usdPerUser())
        .multiply(DAYS)
        .setScale(CENTS, RoundingMode.CEILING);
  }

  /// The same, once what feeds its factors has grown.
  public Projection times(BigDecimal moreUsers, BigDecimal moreQueries, BigDecimal moreTokens) {
    return new Projection(
        users.multiply(moreUsers),
        queriesPerUser.multiply(moreQueries),
        tokensPerQuery.multiply(moreTokens),
        usdPerMillionTokens,
        cusum);
  }

  /// What is expected of a factor at a share of the users.
  double expected(SpendFactor factor, BigDecimal share) {
    return switch (factor) {
      case USERS -> users.multiply(share).doubleValue();
      case QUERIES_PER_USER -> queriesPerUser.doubleValue();
      case TOKENS_PER_QUERY -> tokensPerQuery.doubleValue();
      case PRICE_PER_TOKEN -> usdPerMillionTokens.movePointLeft(MILLION).doubleValue();
    };
  }

  /// @param fields its own; read to the end
  public static Projection read(Fields fields) {
    Projection projection =
        new Projection(
            fields.decimal("users"),
            fields.decimal("queries_per_user"),
            fields.decimal("tokens_per_query"),
            fields.decimal("usd_per_million_tokens"),
            new Cusum(
                or(fields.optionalDecimal("slack"), Cusum.USUAL.slack()),
                or(fields.optionalDecimal("alarm"), Cusum.USUAL.alarm())));
    fields.end();
    return projection;
  }

  private static double or(Optional<BigDecimal> said, double usual) {
    return said.map(BigDecimal::doubleValue).orElse(usual);
  }

  public ObjectNode write() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("users", users.toPlainString())
        .put("queries_per_user", queriesPerUser.toPlainString())
        .put("tokens_per_query", tokensPerQuery.toPlainString())
        .put("usd_per_million_tokens", usdPerMillionTokens.toPlainString())
        .put("slack", Double.toString(cusum.slack()))
        .put("alarm", Double.toString(cusum.alarm()));
  }
}
