using System;
namespace Orleans
{
    [AttributeUsage(AttributeTargets.All)] public sealed class GenerateSerializerAttribute : Attribute;
    [AttributeUsage(AttributeTargets.All)] public sealed class IdAttribute(uint id) : Attribute { public uint Id => id; }
    [AttributeUsage(AttributeTargets.All)] public sealed class AliasAttribute(string alias) : Attribute { public string Alias => alias; }
    [AttributeUsage(AttributeTargets.All)] public sealed class ImmutableAttribute : Attribute;
    public interface IAddressable;
    public interface IGrain : IAddressable;
    public interface IGrainWithGuidKey : IGrain;
    public interface IGrainWithIntegerKey : IGrain;
    public interface IGrainWithStringKey : IGrain;
    public interface IGrainObserver : IAddressable;
}
namespace Orleans.Concurrency
{
    [AttributeUsage(AttributeTargets.Method)] public sealed class OneWayAttribute : Attribute;
}
