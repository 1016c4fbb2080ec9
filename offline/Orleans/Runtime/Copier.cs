using System.Collections;
using System.Net;
using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Orleans.Standin;

/// <summary>
/// Deep-copies what grains hand to each other, so that nobody sees another's later changes, and refuses what could not
/// go to another silo: types without [GenerateSerializer], and state without [Id]. [Immutable] types are shared.
/// </summary>
internal sealed class Copier
{
    private static readonly MethodInfo CloneMethod = typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly Func<object, object> Clone = CloneMethod.CreateDelegate<Func<object, object>>();

    private static readonly HashSet<Type> SharedTypes =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Guid), typeof(Half), typeof(Int128), typeof(UInt128), typeof(Uri), typeof(Version), typeof(IPAddress), typeof(IPEndPoint),
        typeof(CancellationToken), typeof(void),
    ];

    // Their items are copied into a collection of the same type.
    private static readonly HashSet<Type> CopiedCollections =
        [typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(SortedDictionary<,>), typeof(SortedSet<>)];


    private readonly ConcurrentDictionary<Type, Plan> _plans = new();

    /// <summary>How values of exactly this type are copied; null: they are shared.</summary>
    private delegate object? Plan(Copier copier, object value, Dictionary<object, object> done);

    /// <summary>True when a value declared as this type needs no copy, whatever it is.</summary>
    public bool IsShared(Type declared) => (declared.IsSealed || declared.IsValueType) && IsUsable(declared) && PlanFor(declared) == Share;
    public object? Copy(object? value) => value is null || PlanFor(value.GetType()) == Share ? value : Copy(value, new(ReferenceEqualityComparer.Instance));
    private static object Share(Copier copier, object value, Dictionary<object, object> done) => value;
    private static bool IsUsable(Type type) => !type.IsGenericParameter && !type.IsByRefLike && !type.IsPointer;

    private object? Copy(object? value, Dictionary<object, object> done)
    {
        if (value is null)
            return null;
        var plan = PlanFor(value.GetType());
        if (plan == Share)
            return value;

        // One object in two places stays one object, and a circle ends.
        if (done.TryGetValue(value, out var copy))
            return copy;
        return plan(this, value, done);
    }

    private Plan PlanFor(Type type) => _plans.TryGetValue(type, out var plan) ? plan : Remember(type, []);

    private Plan Remember(Type type, HashSet<Type> asking)
    {
        if (_plans.TryGetValue(type, out var plan))
            return plan;
        if (!asking.Add(type))
            return CopyFields; // a type that holds itself: answered by whoever asked first

        plan = Make(type, asking);
        asking.Remove(type);
        return asking.Count == 0 ? _plans.GetOrAdd(type, plan) : plan;
    }

    private Plan Make(Type type, HashSet<Type> asking)
    {
        if (type.IsPrimitive || type.IsEnum || SharedTypes.Contains(type) || typeof(Type).IsAssignableFrom(type)
            || typeof(GrainReference).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type) || type == typeof(object))
        {
            return Share;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Remember(underlying, asking);
        if (type.IsArray)
            return Sealed(type.GetElementType()!, asking) ? CloneArray : CopyArray;

        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (generic is not null && CopiedCollections.Contains(generic))
        {
            Array.ForEach(type.GetGenericArguments(), argument => Check(argument, asking));
            return type.IsAssignableTo(typeof(IDictionary)) ? CopyDictionary : CopyCollection;
        }

        var plain = generic is not null && (generic == typeof(KeyValuePair<,>) || type.IsAssignableTo(typeof(ITuple)));
        if (!plain && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            throw new CodecNotFoundException($"Could not find a copier for type {type}. Mark it with [GenerateSerializer] and its members with [Id].");
        var fields = FieldsOf(type);
        var shared = true;
        foreach (var field in fields)
        {
            if (!plain && !IsMarked(field))
                throw new CodecNotFoundException($"Could not find a copier for type {type}: its member {NameOf(field)} has no [Id].");

            shared &= Sealed(field.FieldType, asking);
        }

        return type.IsDefined(typeof(ImmutableAttribute), inherit: false) || (shared && (type.IsValueType || fields.Length == 0)) ? Share : CopyFields;
    }

    /// <summary>Checks a declared type; true when nothing under it needs a copy.</summary>
    private bool Sealed(Type declared, HashSet<Type> asking) => Check(declared, asking) == Share && (declared.IsSealed || declared.IsValueType);

    // Of an interface, an abstract class or object, only the value that comes can tell.
    private Plan? Check(Type declared, HashSet<Type> asking) => declared.IsInterface || declared.IsAbstract ? null : Remember(declared, asking);

    private static FieldInfo[] FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
            fields.AddRange(level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));

        return [.. fields];
    }

    private static bool IsMarked(FieldInfo field) => field.IsDefined(typeof(IdAttribute))
        || field.DeclaringType!.GetProperty(NameOf(field), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.IsDefined(typeof(IdAttribute)) == true;

    private static string NameOf(FieldInfo field) => field.Name is ['<', ..] && field.Name.IndexOf('>', StringComparison.Ordinal) is > 0 and var end ? field.Name[1..end] : field.Name;
    private static object CloneArray(Copier copier, object value, Dictionary<object, object> done) => done[value] = ((Array)value).Clone();

    private static object CopyArray(Copier copier, object value, Dictionary<object, object> done)
    {
        var from = (Array)value;
        var to = Array.CreateInstance(from.GetType().GetElementType()!, from.Length);
        done[value] = to;
        for (var i = 0; i < from.Length; i++)
            to.SetValue(copier.Copy(from.GetValue(i), done), i);

        return to;
    }

    private static object CopyDictionary(Copier copier, object value, Dictionary<object, object> done)
    {
        var from = (IDictionary)value;
        var comparer = value.GetType().GetProperty("Comparer")!.GetValue(value);
        var to = (IDictionary)Activator.CreateInstance(value.GetType(), comparer)!;
        done[value] = to;
        foreach (DictionaryEntry entry in from)
            to.Add(copier.Copy(entry.Key, done)!, copier.Copy(entry.Value, done));

        return to;
    }

    private static object CopyCollection(Copier copier, object value, Dictionary<object, object> done)
    {
        var type = value.GetType();
        var items = ((IEnumerable)value).Cast<object?>().Select(item => copier.Copy(item, done)).ToArray();
        var typed = Array.CreateInstance(type.GetGenericArguments()[0], items.Length);
        Array.Copy(items, typed, items.Length);
        var comparer = type.GetProperty("Comparer")?.GetValue(value);
        return done[value] = comparer is null ? Activator.CreateInstance(type, typed)! : Activator.CreateInstance(type, typed, comparer)!;
    }

    private static object CopyFields(Copier copier, object value, Dictionary<object, object> done)
    {
        var copy = Clone(value);
        if (!value.GetType().IsValueType)
            done[value] = copy;

        foreach (var field in FieldsOf(value.GetType()))
        {
            var old = field.GetValue(value);
            var changed = copier.Copy(old, done);
            if (!ReferenceEquals(old, changed))
                field.SetValue(copy, changed);
        }

        return copy;
    }
}
