using System.Net;
using Docker.DotNet;
using Foray.Sdk.Diagnostics;

namespace Foray.Docker.Engines;

/// <summary>A container engine, asked through its API.</summary>
internal sealed class Engine : IDisposable
{
    private readonly DockerClient _client;

    /// <exception cref="DiagnosticException">The address cannot be used.</exception>
    public Engine(string address)
    {
        if (EngineAddress.FindProblem(address) is { } problem)
            throw new DiagnosticException(Diagnostic.Error(EngineFailure.BadAddress, $"'{address}' is no address of a container engine: {problem.Reason}", problem.Remedy));
        Address = address;
        _client = new DockerClientBuilder().WithEndpoint(new Uri(address)).WithTimeout(Timeout.InfiniteTimeSpan).Build();
    }

    public string Address { get; }

    /// <summary>Asks for something.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="explain">Makes the diagnostic for what the engine refused, from its reason.</param>
    /// <exception cref="DiagnosticException">The engine does not answer, or refused.</exception>
    public async Task<T> AskAsync<T>(Func<DockerClient, Task<T>> ask, Func<DockerApiException, Diagnostic> explain)
    {
        try
        {
            return await ask(_client);
        }
        catch (DockerApiException exception)
        {
            throw new DiagnosticException(explain(exception), exception);
        }
        catch (Exception exception) when (EngineFailure.Explain(Address, exception) is { } diagnostic)
        {
            throw new DiagnosticException(diagnostic, exception);
        }
    }

    /// <summary>As the other one, for what gives no answer.</summary>
    public Task AskAsync(Func<DockerClient, Task> ask, Func<DockerApiException, Diagnostic> explain) =>
        AskAsync(
            async client =>
            {
                await ask(client);
                return true;
            },
            explain);

    /// <summary>Asks for something that need not be there; null where it is not.</summary>
    public Task<T?> FindAsync<T>(Func<DockerClient, Task<T>> ask, Func<DockerApiException, Diagnostic> explain)
        where T : class =>
        AskAsync<T?>(
            async client =>
            {
                try
                {
                    return await ask(client);
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            explain);

    /// <summary>Makes sure that the engine answers.</summary>
    /// <exception cref="DiagnosticException">It does not.</exception>
    public Task PingAsync(CancellationToken cancellationToken) =>
        AskAsync(client => client.System.PingAsync(cancellationToken), exception => EngineFailure.Silent(Address, EngineFailure.Reason(exception)));

    public void Dispose() => _client.Dispose();
}
