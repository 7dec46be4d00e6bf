package dev.weir.exchange.chargeback;

import dev.weir.exchange.reconcile.Certainty;
import java.math.BigDecimal;

/// One line of debit or credit for the organisation's books; the other of the two is 0.
///
/// @param account code of the account
/// @param costCentre empty for none
/// @param text for people
/// @param reference where the amount opens: a path of the API
public record Posting(
    String account,
    String costCentre,
    BigDecimal debit,
    BigDecimal credit,
    String text,
    String reference,
    Certainty certainty) {}
