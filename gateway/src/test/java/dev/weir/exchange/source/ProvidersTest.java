package dev.weir.exchange.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the providers' own reports mean.
class ProvidersTest {
  private static Reading read(String text) {
    return new BillFile("answer.json", text).read(Optional.empty());
  }

  private static String openAi(String result) {
    return """
    {"object":"page","data":[{"object":"bucket","start_time":1790812800,"end_time":1790899200,
      "results":[%s]}],"has_more":false,"next_page":null}
    """
        .formatted(result);
  }

  private static String anthropic(String result) {
    return """
    {"data":[{"starting_at":"2026-10-01T00:00:00Z","ending_at":"2026-10-02T00:00:00Z",
      "results":[%s]}],"has_more":false,"next_page":null}
    """
        .formatted(result);
  }

  private static Map<String, String> quantities(Reading reading) {
    return reading.lines().stream()
        .collect(
            Collectors.toMap(
                line -> line.what().meter(),
                line -> line.amount().map(Amount::quantity).orElseThrow().toPlainString(),
                (a, b) -> a + " and " + b,
                TreeMap::new));
  }

  @Test
  void openAiCompletionsAreAPartitionOfTheirTokens() {
    Reading reading =
        read(
            openAi(
                """
                {"object":"organization.usage.completions.result","input_tokens":1000,
                 "input_cached_tokens":300,"input_cache_write_tokens":50,"output_tokens":200,
                 "input_audio_tokens":100,"input_cached_audio_tokens":40,"output_audio_tokens":30,
                 "num_model_requests":7,"project_id":"proj_1","user_id":null,"api_key_id":"key_1",
                 "model":"gpt-4o-audio","batch":false,"service_tier":"flex","new_member":3}
                """));

    assertThat(reading.form()).isEqualTo(Form.OPENAI_USAGE);
    assertThat(quantities(reading))
        .isEqualTo(
            Map.of(
                "request",
                "7",
                "input",
                "550",
                "audio_input",
                "100",
                "cache_read",
                "260",
                "audio_cache_read",
                "40",
                "cache_write_5m",
                "50",
                "output",
                "170",
                "audio_output",
                "30"));
    BillLine line = reading.lines().getFirst();
    assertThat(line.payer()).isEqualTo(new BillLine.Payer("openai", "", "proj_1", "key_1"));
    assertThat(line.what().tier()).isEqualTo("flex");
    assertThat(line.span().from()).isEqualTo(Instant.parse("2026-10-01T00:00:00Z"));
    assertThat(line.cost()).isEmpty();
    assertThat(reading.notes())
        .containsExactly("members that are kept and not understood: new_member");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images | {'images': 4, 'num_model_requests': 2, 'size': '1024x1024'} | {image=4, request=2}",
        "audio_speeches | {'characters': 900, 'num_model_requests': 1} | {character=900, request=1}",
        "audio_transcriptions | {'seconds': 61, 'num_model_requests': 1} | {request=1, second=61}",
        "vector_stores | {'usage_bytes': 7000} | {request=0, storage=7000}",
        "code_interpreter_sessions | {'num_sessions': 3} | {code_session=3, request=0}",
        "embeddings | {'input_tokens': 80, 'num_model_requests': 5} | {input=80, request=5}",
        "moderations | {'input_tokens': 12, 'num_model_requests': 1} | {input=12, request=1}",
        "web_search_calls | {'num_requests': 6, 'num_model_requests': 2} | {request=2, web_search=6}",
        "file_search_calls | {'num_requests': 2} | {file_search=2, request=0}"
      })
  void everyOtherReportOfOpenAiIsRead(String report, String result, String expected) {
    String object = "{'object':'organization.usage.%s.result',".formatted(report);
    Reading reading = read(openAi((object + result.substring(1)).replace('\'', '"')));

    assertThat(quantities(reading)).hasToString(expected);
  }

  @Test
  void openAiCostsAreWholeUnitsOfACurrency() {
    Reading reading =
        read(
            openAi(
                """
                {"object":"organization.costs.result","amount":{"value":0.0601250000000001,
                 "currency":"usd"},"line_item":"gpt-4o-2024-08-06, cached input",
                 "project_id":"proj_1","quantity":48.1,"quantity_unit":"1000_tokens"}
                """));
    BillLine line = reading.lines().getFirst();

    assertThat(reading.totals()).isEqualTo(Map.of("USD", new BigDecimal("0.0601250000000001")));
    assertThat(line.what().model()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(line.what().meter()).isEqualTo("cache_read");
    assertThat(line.amount().map(Amount::quantity).orElseThrow()).isEqualByComparingTo("48100");
  }

  @Test
  void anthropicUsageHasDisjointMeters() {
    Reading reading =
        read(
            anthropic(
                """
                {"uncached_input_tokens":1500,"cache_creation":{"ephemeral_1h_input_tokens":1000,
                 "ephemeral_5m_input_tokens":500},"cache_read_input_tokens":200,
                 "output_tokens":700,"server_tool_use":{"web_search_requests":10},
                 "api_key_id":"apikey_1","workspace_id":"wrkspc_1","model":"claude-opus-4",
                 "service_tier":"standard","context_window":"0-200k"}
                """));

    assertThat(quantities(reading))
        .isEqualTo(
            Map.of(
                "input",
                "1500",
                "cache_read",
                "200",
                "cache_write_5m",
                "500",
                "cache_write_1h",
                "1000",
                "output",
                "700",
                "web_search",
                "10"));
  }

  @Test
  void anthropicCostsAreHundredths() {
    Reading reading =
        read(
            anthropic(
                """
                {"currency":"USD","amount":"123.78912","workspace_id":"wrkspc_1",
                 "description":"Claude Sonnet 4 Usage - Input Tokens, Cache Write, 1h",
                 "cost_type":"tokens","context_window":"0-200k","model":"claude-sonnet-4",
                 "service_tier":"batch","token_type":"cache_creation.ephemeral_1h_input_tokens"},
                {"currency":"USD","amount":"250","description":"Web Search Usage",
                 "cost_type":"web_search"}
                """));

    assertThat(reading.totals().get("USD")).isEqualByComparingTo("3.7378912");
    assertThat(reading.lines().getFirst().what().meter()).isEqualTo("cache_write_1h");
    assertThat(reading.lines().getFirst().what().tier()).isEqualTo("batch");
    assertThat(reading.lines().getLast().what().meter()).isEqualTo("web_search");
  }

  @Test
  void pagesOfOneAnswerAreOneFileIfTheLastIsThere() {
    String page = openAi("{\"input_tokens\":1,\"num_model_requests\":1}");
    String first = page.replace("false", "true").replace("null", "\"page_2\"");

    assertThat(read(first + page).rows()).hasSize(2);
    assertThat(read("[" + first + "," + page + "]").rows()).hasSize(2);
    assertThatThrownBy(() -> read(page + first))
        .hasMessageContaining(
            "answer.json, page 2, has_more: the last page says that there are more");
    assertThatThrownBy(() -> read(page.substring(0, page.length() / 2)))
        .hasMessageContaining("this is not JSON; is it half a file?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input_tokens\":-5} | answer.json, data[0].results[0]: input_tokens is not negative, was '-5'",
        "{\"input_tokens\":5,\"input_cached_tokens\":9} | input_tokens is at least the sum of its parts",
        "{\"input_tokens\":true} | input_tokens is a number, was 'true'",
        "{\"amount\":{\"value\":-1,\"currency\":\"usd\"},\"quantity\":5} | the cost of usage is not negative",
        "{\"amount\":{\"value\":1,\"currency\":\"dollars\"}} | currency is a code of three letters",
        "{\"amount\":{\"value\":1,\"currency\":\"usd\"}},{\"amount\":{\"value\":1,\"currency\":\"eur\"}} | results[1]: currency is one for all charges of a bill, USD so far, was 'EUR'"
      })
  void whatCannotBeIsRefusedWithItsPlace(String result, String message) {
    assertThatThrownBy(() -> read(openAi(result))).hasMessageContaining(message);
  }

  @Test
  void resultsOfTwoReportsInOneFileAreRefused() {
    String result = "{\"object\":\"organization.usage.%s.result\",\"input_tokens\":1}";
    String both = result.formatted("completions") + "," + result.formatted("embeddings");

    assertThat(read(openAi(result.formatted("embeddings"))).part())
        .isEqualTo("organization.usage.embeddings.result");
    assertThatThrownBy(() -> read(openAi(both)))
        .hasMessageContaining("results[1]")
        .hasMessageContaining("object is one for all results of a file")
        .hasMessageContaining("organization.usage.embeddings.result");
  }

  @ParameterizedTest
  @CsvSource({
    "USE1-moonshotai.kimi-k2-thinking-input-tokens, input",
    "USE1-moonshotai.kimi-k2-thinking-output-tokens, output",
    "USE1-moonshotai.kimi-k2-thinking-cache-read-input-tokens, cache_read",
    "grok 4 fast reasoning Inp glbl Tokens, input",
    "Output tokens - reasoning, reasoning",
    "output_reasoning_tokens, reasoning",
    "Reasoning output tokens, reasoning",
    "Thinking tokens, reasoning",
    "reasoning, reasoning"
  })
  void aModelThatIsCalledThinkingIsNoMeter(String name, String label) {
    assertThat(MeterNames.label(name)).contains(label);
  }

  private static final String CUR =
      "bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,"
          + "line_item_product_code,product,line_item_usage_type,line_item_resource_id,"
          + "line_item_line_item_description,line_item_usage_start_date,line_item_usage_end_date,"
          + "line_item_usage_amount,line_item_unblended_cost,line_item_currency_code,pricing_unit,"
          + "line_item_iam_principal\n";

  private static BillLine cur(String type, String usageType, String resource, String rest) {
    String row =
        "111,222,%s,%s,\"{\"\"product_name\"\":\"\"%s\"\"}\",%s,%s,%s,arn:aws:iam::222:role/app\n"
            .formatted(
                type,
                usageType.contains("MP:") ? "5xyz" : "AmazonBedrock",
                usageType.contains("MP:")
                    ? "Claude Sonnet 4 (Amazon Bedrock Edition)"
                    : "Amazon Bedrock",
                usageType,
                resource,
                rest);
    return new BillFile("cur.csv", CUR + row).read(Optional.empty()).lines().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "USE1-MP:USE1_InputTokenCount-Units, input, ''",
    "EUC1-MP:EUC1_output_tokens_standard-Units, output, ''",
    "EUC1-MP:EUC1_input_tokens_batch-Units, input, batch",
    "USE1-MP:USE1_CacheReadInputTokenCount-Units, cache_read, ''",
    "USE1-MP:USE1_cache_write_1h_input_tokens_standard-Units, cache_write_1h, ''",
    "USE1-NovaLite-cache-read-input-token-count, cache_read, ''",
    "USE1-NovaLite-cache-write-input-token-count, cache_write_5m, ''",
    "USE1-NovaLite-mantle-input-tokens-standard, input, ''",
    "USE1-NovaLite-output-tokens-flex, output, flex"
  })
  void bedrocksUsageTypesAreMetersInBothNamings(String usageType, String meter, String tier) {
    BillLine line =
        cur(
            "Usage",
            usageType,
            "arn:aws:bedrock:us-east-1:222:inference-profile/us.anthropic.claude-sonnet-4-v1:0",
            "AWS Marketplace software usage|Million Tokens,2026-10-01T00:00:00Z,"
                + "2026-10-01T01:00:00Z,0.25,0.75,USD,Units");

    assertThat(line.what().meter()).isEqualTo(meter);
    assertThat(line.what().tier()).isEqualTo(tier);
    assertThat(line.what().model()).isEqualTo("us.anthropic.claude-sonnet-4-v1:0");
    assertThat(line.what().product()).isEqualTo("Amazon Bedrock");
    assertThat(line.amount().map(Amount::quantity).orElseThrow()).isEqualByComparingTo("250000");
    assertThat(line.cost().map(Cost::due).orElseThrow()).isEqualByComparingTo("0.75");
    assertThat(line.payer().key()).isEqualTo("arn:aws:iam::222:role/app");
  }

  @ParameterizedTest
  @CsvSource({
    "USE1-NovaLite-input-tokens, NovaLite, 1K tokens, 2000",
    "USE1-MP:USE1_InputTokenCount-Units, Claude Sonnet 4, Units, 2"
  })
  void withoutAResourceTheModelIsTheProductsOrTheUsageTypes(
      String usageType, String model, String unit, String quantity) {
    BillLine line = cur("Usage", usageType, "", "x,2026-10-01,2026-10-02,2,0.75,USD," + unit);

    assertThat(line.what().model()).isEqualTo(model);
    assertThat(line.amount().map(Amount::quantity).orElseThrow()).isEqualByComparingTo(quantity);
  }

  @ParameterizedTest
  @CsvSource({
    "Credit, CREDIT",
    "EdpDiscount, DISCOUNT",
    "Tax, TAX",
    "Refund, ADJUSTMENT",
    "RIFee, PURCHASE",
    "SavingsPlanNegation, DISCOUNT"
  })
  void amazonsLineItemTypesAreCategories(String type, Category category) {
    assertThat(cur(type, "USE1-x", "", "x,2026-10-01,2026-10-02,0,-0.75,USD,Units").category())
        .isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt 4o 0806 Inp glbl Tokens, gpt-4o-0806, input",
    "gpt-4o-mini-0718-Outp-glbl Tokens, gpt-4o-mini-0718, output",
    "gpt 4.1 cached Inp Data Zone 1M Tokens, gpt-4.1, cache_read",
    "Provisioned Managed Global Unit, '', Provisioned Managed Global Unit"
  })
  void azuresMetersOfModelsAreModelsAndMeters(String name, String model, String meter) {
    String csv =
        """
        BillingAccountId,SubscriptionId,Date,MeterId,MeterName,MeterCategory,ChargeType,Quantity,UnitOfMeasure,Cost,BillingCurrency
        1,s,10/02/2026,m,%s,Foundry Models,Usage,2.5,1K,0.01,USD
        """
            .formatted(name);
    BillLine line = new BillFile("a.csv", csv).read(Optional.empty()).lines().getFirst();

    assertThat(line.what().model()).isEqualTo(model);
    assertThat(line.what().meter()).isEqualTo(meter);
    assertThat(line.amount().map(Amount::quantity).orElseThrow()).isEqualByComparingTo("2500");
    assertThat(line.span().from()).isEqualTo(Instant.parse("2026-10-02T00:00:00Z"));
  }

  @Test
  void modelsAndKeysOfFocusAreInItsDetailsAndOwnColumns() {
    String csv =
        """
        BillingAccountId,BillingCurrency,BilledCost,EffectiveCost,ListCost,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeClass,ServiceProviderName,ServiceName,SkuMeter,SkuPriceDetails,PricingQuantity,PricingUnit,x_ApiKeyId,InvoiceId
        org,EUR,1.5,1.5,1.875,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-07T00:00:00Z,2026-10-08T00:00:00Z,Usage,,OpenAI,API,Cached input,"{""x_ModelId"":""gpt-4o"",""x_ServiceTier"":""flex""}",1.5,1000000 Tokens,key_9,INV-1
        org,EUR,-0.5,-0.5,-0.5,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-09-07T00:00:00Z,2026-09-08T00:00:00Z,Usage,Correction,OpenAI,API,Cached input,,-0.4,1000000 Tokens,,INV-1
        """;
    Reading reading = new BillFile("f.csv", csv).read(Optional.empty());
    BillLine line = reading.lines().getFirst();

    assertThat(line.what()).isEqualTo(new BillLine.What("API", "gpt-4o", "cache_read", "flex"));
    assertThat(line.payer()).isEqualTo(new BillLine.Payer("OpenAI", "org", "", "key_9"));
    assertThat(line.amount()).contains(new Amount(new BigDecimal("1500000.0"), "Tokens"));
    assertThat(reading.lines().getLast().category()).isEqualTo(Category.ADJUSTMENT);
    assertThat(reading.totals()).isEqualTo(Map.of("EUR", new BigDecimal("1.0")));
    assertThat(reading.period().from()).isEqualTo("2026-10-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b\n1,\"2' | x.csv, line 2: Missing closing quote for value; is this half a file?",
        "'a,b\n1,2\n3' | x.csv, line 3: a row has as many cells as the header, 2, was 1",
        "'a,a\n1,2' | x.csv, line 1: header names each column once, was 'a'",
        "'a,b\n1,2' | x.csv is none of the forms Weir knows by their content",
        "'' | x.csv, line 1: a table begins with the names of its columns"
      })
  void aTableThatIsNoneIsRefused(String text, String message) {
    assertThatThrownBy(() -> new BillFile("x.csv", text).read(Optional.empty()))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e9999", "0x10", "NaN", "1.234,5", "٣", "--1"})
  void numbersAreDecimalAndOfBoundedSize(String text) {
    assertThatThrownBy(() -> Numbers.read(Place.line("x.csv", 3), "Cost", text))
        .hasMessageContaining("x.csv, line 3: Cost");
  }
}
