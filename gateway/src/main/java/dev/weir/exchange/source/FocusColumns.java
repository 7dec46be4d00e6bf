package dev.weir.exchange.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The columns of FOCUS's dataset of costs and usage, versions 1.0 to 1.4.
final class FocusColumns {
  private static final String NAMES =
      """
      AllocatedMethodDetails AllocatedMethodId AllocatedResourceId AllocatedResourceName
      AllocatedTags AvailabilityZone BilledCost BillingAccountId BillingAccountName
      BillingAccountType BillingCurrency BillingPeriodEnd BillingPeriodStart
      CapacityReservationId CapacityReservationStatus ChargeCategory ChargeClass
      ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart
      CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName
      CommitmentDiscountQuantity CommitmentDiscountStatus CommitmentDiscountType
      CommitmentDiscountUnit CommitmentProgramEligibilityDetails ConsumedQuantity
      ConsumedUnit ContractApplied ContractedCost ContractedUnitPrice EffectiveCost
      HostProviderName InvoiceDetailId InvoiceId InvoiceIssuerName ListCost ListUnitPrice
      PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice
      PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice PricingQuantity
      PricingUnit ProviderName PublisherName RegionId RegionName ResourceId ResourceName
      ResourceType ServiceCategory ServiceName ServiceProviderName ServiceSubcategory
      SkuId SkuMeter SkuPriceDetails SkuPriceId SubAccountId SubAccountName
      SubAccountType Tags
      """;

  /// In small letters.
  static final Set<String> KNOWN =
      Arrays.stream(NAMES.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
          .collect(Collectors.toUnmodifiableSet());

  private FocusColumns() {}
}
