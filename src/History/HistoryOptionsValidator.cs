using System.Globalization;
using EcgStream.History.Postgres;
using Microsoft.Extensions.Options;

namespace EcgStream.History;

/// <summary>Names the offending key and the allowed range.</summary>
internal sealed class HistoryOptionsValidator : IValidateOptions<HistoryOptions>
{
    public ValidateOptionsResult Validate(string? name, HistoryOptions options)
    {
        List<string> errors = [];
        if (PostgresAddress.IsOne(options.Database)) CheckAddress(options.Database);
        else if (string.IsNullOrWhiteSpace(options.Database) || options.Database.Contains(":memory:", StringComparison.Ordinal))
            errors.Add($"{HistoryOptions.Section}:{nameof(options.Database)} must name a file.");
        else if (Directory.Exists(options.Database))
            errors.Add($"{HistoryOptions.Section}:{nameof(options.Database)} '{options.Database}' is a directory; it must name a file.");
        Range(nameof(options.QueueCapacity), options.QueueCapacity, 16, 1 << 20);
        Range(nameof(options.MaxTransactionRows), options.MaxTransactionRows, 1, 1_000_000);
        Range(nameof(options.BusyTimeoutMs), options.BusyTimeoutMs, 0, 60_000);
        Range(nameof(options.RecentSeconds), options.RecentSeconds, 0, 600);
        Range(nameof(options.LogPages), options.LogPages, 16, 1 << 20);
        Range(nameof(options.Readers), options.Readers, 1, 64);
        Range(nameof(options.KeepDays), options.KeepDays ?? 1, 0.01, 36_500);
        Range(nameof(options.KeepGigabytes), options.KeepGigabytes ?? 1, 0.001, 1_000_000);
        Range(nameof(options.KeepAlarmDays), options.KeepAlarmDays ?? options.KeepDays ?? 1, options.KeepDays ?? 0.01, 36_500);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void CheckAddress(string database)
        {
            try { PostgresAddress.Parse(database); }
            catch (Exception reason) when (reason is ArgumentException or IOException or UnauthorizedAccessException) { errors.Add(reason.Message); }
        }

        void Range(string key, double value, double min, double max)
        {
            if (!(value >= min && value <= max))
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"{HistoryOptions.Section}:{key} is {value}; allowed: {min} to {max}."));
        }
    }
}
