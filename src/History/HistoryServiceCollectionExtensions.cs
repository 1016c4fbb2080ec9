using EcgStream.History;
using EcgStream.History.Postgres;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the durable store.</summary>
public static class HistoryServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IHistory"/>, on SQLite or PostgreSQL as <see cref="HistoryOptions.Database"/> says. Options come from section <see cref="HistoryOptions.Section"/>, then
    /// <paramref name="configure"/>. The database is opened and brought up to date when the host starts: one that cannot be
    /// used stops the start with its reason. Call it before what uses the store, so that it starts first.
    /// </summary>
    public static IServiceCollection AddEcgHistory(
        this IServiceCollection services, Action<HistoryOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<HistoryOptions>, HistoryOptionsValidator>());
        var options = services.AddOptions<HistoryOptions>().BindConfiguration(HistoryOptions.Section).ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddSingleton<StoredHistory>(provider =>
            PostgresAddress.IsOne(provider.GetRequiredService<IOptions<HistoryOptions>>().Value.Database)
                ? ActivatorUtilities.CreateInstance<PostgresHistory>(provider)
                : ActivatorUtilities.CreateInstance<SqliteHistory>(provider));
        services.TryAddSingleton<IHistory>(provider => provider.GetRequiredService<StoredHistory>());
        services.TryAddSingleton<IThresholdLog>(provider => provider.GetRequiredService<StoredHistory>());
        services.AddHostedService<HistoryStartup>();
        return services;
    }
}
