namespace Foray.Stations.Programs.Bastion;

/// <summary>What a program asks of its station.</summary>
internal abstract record BastionCall
{
    internal sealed record ReadFile(string Path) : BastionCall;

    internal sealed record WriteFile(string Path, byte[] Data, bool Append) : BastionCall;

    internal sealed record ListFolder(string Path) : BastionCall;

    internal sealed record MakeFolder(string Path) : BastionCall;

    internal sealed record RemoveFolder(string Path) : BastionCall;

    internal sealed record RemoveFile(string Path) : BastionCall;

    internal sealed record Rename(string From, string To) : BastionCall;

    internal sealed record Stat(string Path) : BastionCall;

    internal sealed record Migrate(string Destination, ProgramState State) : BastionCall;

    internal sealed record MakeClone(string Destination, ProgramState State) : BastionCall;

    /// <param name="Name">Name of the service.</param>
    /// <param name="Type">Its interface, such as <c>module.interface</c>.</param>
    /// <param name="Service">What the worker calls it: a text or a number.</param>
    internal sealed record Bind(string Name, string Type, ProgramValue Service) : BastionCall;

    internal sealed record Unbind(string Binding) : BastionCall;

    internal sealed record Lookup(string Type, string Name, TimeSpan Wait) : BastionCall;

    internal sealed record Open(string Path, string Type, TimeSpan Wait) : BastionCall;

    /// <param name="Binding">Id of the binding, which a service that is bound again does not have.</param>
    /// <param name="Path">Path of the service, which says its station.</param>
    /// <param name="Method">Name of the method.</param>
    /// <param name="Arguments">A list of any values.</param>
    internal sealed record Invoke(string Binding, string Path, string Method, ProgramValue Arguments) : BastionCall;

    internal sealed record ListNamespace(string Path) : BastionCall;

    /// <summary>A program gave an argument that cannot be one.</summary>
    /// <param name="Problem">What is wrong.</param>
    internal sealed record Misused(string Problem) : BastionCall;
}
