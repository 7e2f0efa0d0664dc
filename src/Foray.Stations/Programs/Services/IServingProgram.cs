using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Services;

/// <summary>An incarnation of a program as others meet it.</summary>
internal interface IServingProgram
{
    /// <summary>Id of the program.</summary>
    string Id { get; }

    /// <summary>Number of the incarnation.</summary>
    long Epoch { get; }

    /// <summary>Calls a method of one of its services. The program serves one call after the other, and only while it is in <c>run</c>.</summary>
    /// <exception cref="BastionException">The method raised something, there is none, or the program ended.</exception>
    Task<ProgramValue> InvokeAsync(ProgramValue service, string method, ProgramValue arguments, CancellationToken cancellationToken);
}
