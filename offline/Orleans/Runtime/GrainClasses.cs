using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Standin;

/// <summary>The grain classes of this program: those of every assembly that uses Orleans and lies beside it or is loaded.</summary>
internal sealed class GrainClasses
{
    private readonly Lazy<Type[]> _classes = new(Find);
    private readonly ConcurrentDictionary<(Type, string?), Type> _byInterface = new();

    public Type For(Type grainInterface, string? prefix) => _byInterface.GetOrAdd((grainInterface, prefix), _ =>
    {
        var fits = Array.FindAll(_classes.Value, type => grainInterface.IsAssignableFrom(type)
            && (prefix is null || type.FullName!.StartsWith(prefix, StringComparison.Ordinal)));
        return fits.Length switch
        {
            1 => fits[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {grainInterface}"),
            _ => throw new ArgumentException($"Unable to identify a single appropriate grain type for interface {grainInterface}: {string.Join<Type>(", ", fits)}"),
        };
    });

    /// <summary>Classes that every stream of a namespace has as a consumer.</summary>
    public Type[] ConsumersOf(string? streamNamespace) => Array.FindAll(_classes.Value, type =>
        type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>().Any(subscription => subscription.StreamNamespace == streamNamespace));

    private static Type[] Find()
    {
        var self = typeof(GrainClasses).Assembly.GetName().Name!;
        var assemblies = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && assembly.GetReferencedAssemblies().Any(name => name.Name == self))
            .ToDictionary(assembly => assembly.GetName().Name!);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!assemblies.ContainsKey(name) && Uses(file, self))
                assemblies.Add(name, Assembly.Load(new AssemblyName(name)));
        }

        return [.. assemblies.Values.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(typeof(Grain)))];
    }

    private static bool Uses(string file, string assembly)
    {
        using var image = new PEReader(File.OpenRead(file));
        return image.HasMetadata && image.GetMetadataReader() is var metadata && metadata.AssemblyReferences.Any(handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, assembly));
    }
}
