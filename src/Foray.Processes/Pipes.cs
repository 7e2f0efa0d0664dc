namespace Foray.Processes;

/// <summary>Our ends of a child's three standard streams.</summary>
internal sealed class Pipes(Poller poller) : IDisposable
{
    public PipeEnd Input { get; } = new(FileAccess.Write, poller);

    public PipeEnd Output { get; } = new(FileAccess.Read, poller);

    public PipeEnd Error { get; } = new(FileAccess.Read, poller);

    public IReadOnlyList<int?> ChildDescriptors => [Input.ChildDescriptor, Output.ChildDescriptor, Error.ChildDescriptor];

    public void ReleaseChildEnds()
    {
        Input.ReleaseChildEnd();
        Output.ReleaseChildEnd();
        Error.ReleaseChildEnd();
    }

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }
}
