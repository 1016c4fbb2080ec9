using System.Linq.Expressions;

namespace Orleans.Standin;

/// <summary>One method of a grain or observer interface: how to copy its arguments, call it and hand back its result.</summary>
internal abstract class GrainMethod
{
    private readonly Copier _copier;
    private readonly Func<object, object?[], Task?> _invoke;
    private readonly int[] _copied;

    protected GrainMethod(MethodInfo method, Copier copier, Func<object, object?[], Task?> invoke)
    {
        _copier = copier;
        _invoke = invoke;
        var parameters = method.GetParameters();
        _copied = [.. Enumerable.Range(0, parameters.Length).Where(i =>
            !parameters[i].IsDefined(typeof(ImmutableAttribute)) && !copier.IsShared(parameters[i].ParameterType))];
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        OneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
    }

    public string Name { get; }
    public bool OneWay { get; }
    public bool AlwaysInterleave { get; }
    public Copier Copier => _copier;

    public static GrainMethod Make(MethodInfo method, Copier copier)
    {
        var returned = method.ReturnType;
        var generic = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        var result = generic == typeof(Task<>) || generic == typeof(ValueTask<>) ? returned.GetGenericArguments()[0]
            : returned == typeof(Task) || returned == typeof(ValueTask) || returned == typeof(void) ? typeof(Nothing)
            : throw new NotSupportedException($"{method.DeclaringType}.{method.Name}: a grain's method returns a task, not {returned}.");
        var kind = typeof(Returning<>).MakeGenericType(result);
        return (GrainMethod)Activator.CreateInstance(kind, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, [method, copier, Compile(method)], null)!;
    }

    public abstract object? Call(GrainReference target, object?[] args);
    public Task? Invoke(object instance, object?[] args) => _invoke(instance, args);

    protected void CopyArguments(object?[] args)
    {
        foreach (var i in _copied)
            args[i] = _copier.Copy(args[i]);
    }

    private static Func<object, object?[], Task?> Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object));
        var args = Expression.Parameter(typeof(object[]));
        Expression call = Expression.Call(
            Expression.Convert(instance, method.DeclaringType!), method,
            method.GetParameters().Select((parameter, i) => Expression.Convert(Expression.ArrayIndex(args, Expression.Constant(i)), parameter.ParameterType)));
        call = method.ReturnType == typeof(void) ? Expression.Block(call, Expression.Constant(null, typeof(Task)))
            : method.ReturnType.IsValueType ? Expression.Call(call, nameof(ValueTask.AsTask), null)
            : call;
        return Expression.Lambda<Func<object, object?[], Task?>>(Expression.Convert(call, typeof(Task)), instance, args).Compile();
    }

    /// <summary>Stands for the result of methods that have none.</summary>
    private readonly struct Nothing;

    private sealed class Returning<T> : GrainMethod
    {
        private readonly bool _valueTask;
        private readonly bool _void;
        private readonly bool _shared;

        public Returning(MethodInfo method, Copier copier, Func<object, object?[], Task?> invoke) : base(method, copier, invoke)
        {
            _valueTask = method.ReturnType.IsValueType;
            _void = method.ReturnType == typeof(void);
            _shared = typeof(T) == typeof(Nothing) || copier.IsShared(typeof(T));
        }

        public override object? Call(GrainReference target, object?[] args)
        {
            var task = Send(target, args);
            return _void ? null : !_valueTask ? task : typeof(T) == typeof(Nothing) ? new ValueTask(task) : (object)new ValueTask<T>(task);
        }

        private Task<T> Send(GrainReference target, object?[] args)
        {
            var call = new Invocation<T>(this, args, _shared);
            try
            {
                CopyArguments(args);
                target.Silo.Send(target.Key, call);
            }
            catch (Exception exception)
            {
                call.Fail(exception);
            }

            return OneWay && !call.Task.IsFaulted ? Task.FromResult<T>(default!) : call.Task;
        }
    }

    private sealed class Invocation<T>(GrainMethod method, object?[] args, bool shared) : Request(method.AlwaysInterleave)
    {
        // Callers go on elsewhere: never inside the turn of the grain that answers.
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public Task<T> Task => _answer.Task;
        public override bool OneWay => method.OneWay;

        public override async Task Run(object instance)
        {
            var task = method.Invoke(instance, args);
            if (task is Task<T> answered)
            {
                var result = await answered;
                _answer.TrySetResult(shared ? result : (T)method.Copier.Copy(result)!);
                return;
            }

            if (task is not null)
                await task;
            _answer.TrySetResult(default!);
        }

        public override void Fail(Exception exception)
        {
            if (_answer.TrySetException(exception))
                _ = _answer.Task.Exception; // seen: nobody waits for a one-way call
        }

        public override string ToString() => method.Name;
    }
}
