using Orleans.Standin;

namespace Orleans.Runtime;

/// <summary>A proxy of a grain or observer interface. References to the same key are equal, whatever their interface.</summary>
public class GrainReference : DispatchProxy, IAddressable, IEquatable<GrainReference>
{
    internal Silo Silo { get; private set; } = null!;
    internal GrainKey Key { get; private set; } = null!;
    internal void Bind(Silo silo, GrainKey key) => (Silo, Key) = (silo, key);
    public bool Equals(GrainReference? other) => other is not null && other.Key.Equals(Key);
    public override bool Equals(object? obj) => Equals(obj as GrainReference);
    public override int GetHashCode() => Key.GetHashCode();

    public override string ToString() => $"GrainReference:{Key}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Silo.MethodOf(targetMethod!).Call(this, args ?? []);
}
