using Orleans.Standin;

namespace Orleans
{
    public interface IGrain : IAddressable;

    public interface IGrainWithGuidKey : IGrain;

    public interface IGrainWithIntegerKey : IGrain;

    public interface IGrainWithStringKey : IGrain;

    public interface IGrainObserver : IAddressable;

    public interface IGrainFactory
    {
        TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey;
        TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey;
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey;
        TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;
        void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;
    }

    public interface IClusterClient : IGrainFactory
    {
        IServiceProvider ServiceProvider { get; }
    }

    public interface IGrainBase
    {
        IGrainContext GrainContext { get; }
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }

    public abstract class Grain : IGrainBase, IAddressable
    {
        private readonly Activation _activation = Activation.UnderConstruction
            ?? throw new InvalidOperationException("A grain is made by the silo: get a reference from IGrainFactory.");
        public IGrainContext GrainContext => _activation;
        protected IGrainFactory GrainFactory => _activation.Silo;
        protected internal IServiceProvider ServiceProvider => _activation.Services;
        public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
        protected void DeactivateOnIdle() => ((IGrainBase)this).DeactivateOnIdle();
    }

    public static class GrainBaseExtensions
    {
        public static void DeactivateOnIdle(this IGrainBase grain) => Activation.Of(grain).Deactivate(
            new(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
            new GrainTimer(Activation.Of(grain), callback, options);
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options) =>
            grain.RegisterGrainTimer(_ => callback(), options);
    }

    public static class GrainExtensions
    {
        public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
        {
            GrainReference reference => (TGrainInterface)(object)reference.Silo.Refer(typeof(TGrainInterface), reference.Key),
            IGrainBase instance => (TGrainInterface)(object)Activation.Of(instance).Silo.Refer(typeof(TGrainInterface), Activation.Of(instance).Key),
            _ => throw new ArgumentException($"{grain.GetType()} is no grain and no reference to one.", nameof(grain)),
        };
        public static Guid GetPrimaryKey(this IAddressable grain) => GrainKey.Of(grain).ToGuid();
        public static long GetPrimaryKeyLong(this IAddressable grain) => GrainKey.Of(grain).ToLong();
        public static string GetPrimaryKeyString(this IAddressable grain) => GrainKey.Of(grain).Key;
    }

    public readonly struct DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text) { }
        public string Description { get; } = text;
        public DeactivationReasonCode ReasonCode { get; } = code;
        public Exception? Exception { get; } = exception;
        public override string ToString() => Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description} ({Exception.Message})";
    }

    public enum DeactivationReasonCode : byte
    {
        None, ShuttingDown, ActivationFailed, DirectoryFailure, ActivationIdle, ActivationUnresponsive, DuplicateActivation,
        IncompatibleRequest, ApplicationError, ApplicationRequested, Migrating, RuntimeRequested, HighMemoryPressure,
    }
}

namespace Orleans.Runtime
{
    public interface IAddressable;

    public interface IGrainContext;

    public interface IGrainTimer : IDisposable
    {
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    public readonly struct GrainTimerCreationOptions()
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this()
        {
            DueTime = dueTime;
            Period = period;
        }
        public required TimeSpan DueTime { get; init; }
        public required TimeSpan Period { get; init; }
        public bool Interleave { get; init; }
        public bool KeepAlive { get; init; }
    }

    public class OrleansException(string message, Exception? innerException = null) : Exception(message, innerException);
}

namespace Orleans.Serialization
{
    public class SerializerException(string message) : Exception(message);

    public sealed class CodecNotFoundException(string message) : SerializerException(message);
}
