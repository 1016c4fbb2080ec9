using System.Globalization;

namespace Orleans.Standin;

/// <summary>What a reference points to: a grain class (or, for an observer, its interface) and a key in text form.</summary>
internal sealed class GrainKey(Type type, string key) : IEquatable<GrainKey>
{
    private readonly int _hash = HashCode.Combine(type, key);
    public Type Type => type;
    public string Key => key;
    public static string Text(Guid key) => key.ToString("N");
    public static string Text(long key) => key.ToString("X", CultureInfo.InvariantCulture);

    public static GrainKey Of(IAddressable grain) => grain switch
    {
        GrainReference reference => reference.Key,
        IGrainBase instance => Activation.Of(instance).Key,
        _ => throw new ArgumentException($"{grain.GetType()} is no grain and no reference to one.", nameof(grain)),
    };

    public Guid ToGuid() => Guid.TryParseExact(key, "N", out var guid) ? guid : throw Not("Guid");
    public long ToLong() => long.TryParse(key, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) ? number : throw Not("integer");
    public bool Equals(GrainKey? other) => other is not null && other._hash == _hash && other.Type == type && other.Key == key;
    public override bool Equals(object? obj) => Equals(obj as GrainKey);
    public override int GetHashCode() => _hash;

    public override string ToString() => $"{type.Name}/{key}";

    private InvalidOperationException Not(string kind) => new($"Unable to extract {kind} key from grain id {this}");
}
