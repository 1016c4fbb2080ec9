using System.Text.Json;
using System.Text.Json.Serialization;

namespace EcgStream.Gateway;

/// <summary>How the gateway writes JSON, over HTTP and over the hub.</summary>
internal static class GatewayJson
{
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>camelCase members, enums by name, 64-bit hashes as decimal strings.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        // A figure that is not finite is a fault elsewhere; it must not cost the whole answer.
        options.NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.Converters.Add(new HashConverter());
        return options;
    }

    /// <summary>JavaScript's numbers hold 53 bits: a 64-bit hash travels as a decimal string.</summary>
    private sealed class HashConverter : JsonConverter<ulong>
    {
        public override ulong Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number
                ? reader.GetUInt64()
                : ulong.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options)
        {
            Span<char> digits = stackalloc char[20];
            value.TryFormat(digits, out var count, default, System.Globalization.CultureInfo.InvariantCulture);
            writer.WriteStringValue(digits[..count]);
        }
    }
}
