using System.Globalization;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Programs.Services;

/// <summary>The names of one station: its programs, and the services that they have bound. A binding ends with the incarnation that made it.</summary>
/// <param name="station">Name of the station.</param>
/// <param name="time">Clock of waits and deadlines.</param>
internal sealed class LocalNames(string station, TimeProvider time)
{
    /// <summary>Time in which a method has to answer.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Services that one program may have bound at once.</summary>
    public const int MostServices = 100;

    /// <summary>Longest type, and longest name by which a worker knows a service, in characters.</summary>
    public const int LongestType = 1000;

    private readonly Lock _gate = new();
    private readonly HashSet<IServingProgram> _programs = [];
    private readonly Dictionary<string, ServiceBinding> _bindings = new(StringComparer.Ordinal);
    private TaskCompletionSource _bound = NewSignal();

    /// <summary>Ids of the programs that run here, sorted.</summary>
    public IReadOnlyList<string> Programs
    {
        get
        {
            lock (_gate)
                return [.. _programs.Select(program => program.Id).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Names of the services that are bound here, sorted.</summary>
    public IReadOnlyList<string> Services
    {
        get
        {
            lock (_gate)
                return [.. _bindings.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>An incarnation begins.</summary>
    public void Enter(IServingProgram program)
    {
        lock (_gate)
            _programs.Add(program);
    }

    /// <summary>An incarnation has ended, and its bindings with it.</summary>
    public void Leave(IServingProgram program)
    {
        lock (_gate)
        {
            _programs.Remove(program);
            foreach (var binding in BindingsOf(program))
                _bindings.Remove(binding.Name);
        }
    }

    /// <summary>Gives a service of a program a name. What an earlier incarnation of the same program bound gives way.</summary>
    /// <exception cref="BastionException">It cannot be a name, is another's, or the program has too many.</exception>
    public ServiceDescriptor Bind(IServingProgram program, string name, string type, ProgramValue service)
    {
        if (!SuitcasePath.IsName(name))
            throw new BastionException(BastionError.BadPath, $"'{name}' cannot be the name of a service");
        if (type.Length == 0)
            throw new BastionException(BastionError.Refused, $"the service '{name}' needs a type, such as 'module.interface'");
        // The station keeps them, and not in the program's memory.
        if (type.Length > LongestType || service.Size > LongestType)
            throw new BastionException(BastionError.Refused, $"the type of the service '{name}', or what it is called by, is longer than {LongestType} characters");
        var descriptor = new ServiceDescriptor(NamespacePath.OfService(station, name), type, Guid.NewGuid().ToString("N"));
        lock (_gate)
        {
            CheckBind(program, name);
            _bindings[name] = new ServiceBinding(name, descriptor, program, service);
            _bound.SetResult();
            _bound = NewSignal();
        }

        return descriptor;
    }

    /// <summary>Ends a binding.</summary>
    /// <exception cref="BastionException">The program has no such binding.</exception>
    public void Unbind(IServingProgram program, string binding)
    {
        lock (_gate)
        {
            var bound = BindingsOf(program).FirstOrDefault(candidate => candidate.Descriptor.Binding == binding)
                ?? throw new BastionException(BastionError.NotFound, "the service is not bound any more, or by another program");
            _bindings.Remove(bound.Name);
        }
    }

    /// <summary>A service by name, once it is there.</summary>
    /// <param name="type">Type that it has to have.</param>
    /// <param name="name">Its name.</param>
    /// <param name="wait">Longest wait for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BastionException">It did not appear.</exception>
    public async Task<ServiceDescriptor> LookupAsync(string type, string name, TimeSpan wait, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var (found, bound) = Find(name);
            if (found?.Type == type)
                return found;
            var left = wait - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || !await IsDoneAsync(bound, left, cancellationToken))
                throw Missing(type, name, Find(name).Found);
        }
    }

    /// <summary>Calls a method of a service.</summary>
    /// <param name="caller">The program that calls, where it runs here.</param>
    /// <param name="binding">Id of the binding.</param>
    /// <param name="name">Name that it has.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">A list.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BastionException">The method raised something, or did not answer in time; or the service is gone.</exception>
    public async Task<ProgramValue> InvokeAsync(
        IServingProgram? caller, string binding, string name, string method, ProgramValue arguments, CancellationToken cancellationToken)
    {
        var bound = Find(binding, name);
        if (bound.Owner == caller)
            throw new BastionException(BastionError.Refused, $"'{name}' is a service of the program that calls it, which cannot serve while it waits");
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await bound.Owner.InvokeAsync(bound.Service, method, arguments, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BastionException(
                BastionError.Protocol,
                string.Create(CultureInfo.InvariantCulture, $"'{bound.Descriptor.Path}' did not answer within {Deadline.TotalSeconds} s"));
        }
    }

    private void CheckBind(IServingProgram program, string name)
    {
        if (!_programs.Contains(program))
            throw new BastionException(BastionError.Refused, "the program has ended");
        if (_bindings.TryGetValue(name, out var other) && (other.Owner.Id != program.Id || other.Owner.Epoch >= program.Epoch))
            throw new BastionException(BastionError.Exists, $"a service '{name}' is bound at '{station}' already");
        if (BindingsOf(program).Count >= MostServices)
            throw new BastionException(BastionError.Refused, $"the program has {MostServices} services bound, which is the limit");
    }

    private List<ServiceBinding> BindingsOf(IServingProgram program) => [.. _bindings.Values.Where(binding => binding.Owner == program)];

    private (ServiceDescriptor? Found, Task Bound) Find(string name)
    {
        lock (_gate)
            return (_bindings.GetValueOrDefault(name)?.Descriptor, _bound.Task);
    }

    private ServiceBinding Find(string binding, string name)
    {
        lock (_gate)
            return _bindings.GetValueOrDefault(name) is { } bound && bound.Descriptor.Binding == binding
                ? bound
                : throw new BastionException(BastionError.Protocol, $"the service '{NamespacePath.OfService(station, name)}' has ended");
    }

    private async Task<bool> IsDoneAsync(Task task, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(wait, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private BastionException Missing(string type, string name, ServiceDescriptor? other) => new(
        BastionError.NotFound,
        other is null ? $"there is no service '{name}' at '{station}'" : $"the service '{name}' at '{station}' has the type '{other.Type}', not '{type}'");

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
