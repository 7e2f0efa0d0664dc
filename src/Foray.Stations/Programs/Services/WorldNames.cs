using Foray.Stations.Cluster;
using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Services;

/// <summary>The namespace as a program sees it from its station: services and programs of all stations, by path. What is wrong is a <see cref="BastionException"/>.</summary>
/// <param name="local">The names of the station itself.</param>
/// <param name="stations">All stations.</param>
/// <param name="time">Clock of waits.</param>
internal sealed class WorldNames(LocalNames local, IStations stations, TimeProvider time)
{
    /// <summary>Time until a station that is away is asked again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RemoteNames _remote = new(stations);

    /// <summary>The names of the station itself.</summary>
    public LocalNames Local => local;

    /// <summary>A service by its path, once it is there.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="type">Type that it has to have.</param>
    /// <param name="wait">Longest wait for it, and for its station.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ServiceDescriptor> OpenAsync(string path, string type, TimeSpan wait, CancellationToken cancellationToken)
    {
        var (station, name) = NamespacePath.ParseService(path);
        if (station == stations.Own)
            return await local.LookupAsync(type, name, wait, cancellationToken);
        var start = time.GetTimestamp();
        while (true)
        {
            var left = Left(wait, start);
            try
            {
                return await _remote.LookupAsync(station, type, name, left < ServicesPart.LongestWait ? left : ServicesPart.LongestWait, cancellationToken);
            }
            catch (BastionException exception) when (exception.Error.Type == BastionError.NotFound && Left(wait, start) > TimeSpan.Zero)
            {
                // It may appear yet: one request does not wait for so long.
            }
            catch (BastionException exception) when (exception.Error.Type == BastionError.Protocol && Left(wait, start) > TimeSpan.Zero)
            {
                left = Left(wait, start);
                await Task.Delay(left < Pause ? left : Pause, time, cancellationToken);
            }
            catch (BastionException exception) when (exception.Error.Type == BastionError.Protocol)
            {
                throw new BastionException(new BastionError(BastionError.NotFound, exception.Message), exception);
            }
        }
    }

    /// <summary>Calls a method of a service.</summary>
    /// <param name="caller">The program that calls.</param>
    /// <param name="binding">Id of the binding.</param>
    /// <param name="path">Path of the service.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">A list.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ProgramValue> InvokeAsync(
        IServingProgram caller, string binding, string path, string method, ProgramValue arguments, CancellationToken cancellationToken)
    {
        var (station, name) = NamespacePath.ParseService(path);
        return station == stations.Own
            ? await local.InvokeAsync(caller, binding, name, method, arguments, cancellationToken)
            : await _remote.InvokeAsync(station, binding, name, method, arguments, cancellationToken);
    }

    /// <summary>Names of what a folder of the namespace holds, sorted.</summary>
    /// <param name="path"><c>/foray</c>, a station below it, or its <c>services</c> or <c>programs</c>; below <c>/kos</c>, its <c>kps</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<string>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var parsed = NamespacePath.Parse(path);
        var members = await stations.ListAsync(cancellationToken);
        if (parsed.Names is [])
            return [.. members.Select(member => member.Name).Order(StringComparer.Ordinal)];
        var station = parsed.Names[0];
        if (!members.Any(member => member.Name == station))
            throw new BastionException(BastionError.NotFound, $"there is no station '{station}'");
        return parsed.Names switch
        {
            [_] => parsed.Folders,
            [_, var name] when parsed.FolderOf(name) is { } folder => await ListAsync(station, folder, cancellationToken),
            _ => throw new BastionException(BastionError.NotFound, $"'{path}' is no folder of the namespace"),
        };
    }

    private async Task<IReadOnlyList<string>> ListAsync(string station, string folder, CancellationToken cancellationToken)
    {
        if (station != stations.Own)
            return await _remote.ListAsync(station, folder, cancellationToken);
        return folder == NamespacePath.Programs ? local.Programs : local.Services;
    }

    private TimeSpan Left(TimeSpan wait, long start)
    {
        var left = wait - time.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
