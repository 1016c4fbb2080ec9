using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference;

/// <summary>Adds inference to a host.</summary>
public static class InferenceSetup
{
    /// <summary>
    /// Adds <see cref="IBeatInference"/>, <see cref="IBeatExplainer"/>, <see cref="ModelHost"/> and <see cref="SingleModels"/>.
    /// A bad option or model set refuses the start and says why. Options come from section "Inference" of the configuration,
    /// if there is one.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Has the last word on the options.</param>
    public static IServiceCollection AddEcgInference(this IServiceCollection services, Action<InferenceOptions>? configure = null)
    {
        services.AddOptions<InferenceOptions>()
            .Configure<IServiceProvider>((options, provider) =>
                provider.GetService<IConfiguration>()?.GetSection(InferenceOptions.Section).Bind(options))
            .Configure(options => configure?.Invoke(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<InferenceOptions>, InferenceOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
            new ModelHost(ModelSet.Load(provider.GetRequiredService<IOptions<InferenceOptions>>().Value.ModelsFolder)));
        services.TryAddSingleton<SingleModels>();
        services.TryAddSingleton<IBeatExplainer>(provider => provider.GetRequiredService<SingleModels>());
        services.TryAddSingleton<BeatInference>();
        services.TryAddSingleton<IBeatInference>(provider => provider.GetRequiredService<BeatInference>());
        services.AddHostedService(provider => provider.GetRequiredService<BeatInference>());
        services.AddHostedService<ModelWatch>();
        return services;
    }
}
