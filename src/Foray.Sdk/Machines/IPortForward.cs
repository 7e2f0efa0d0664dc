namespace Foray.Sdk.Machines;

/// <summary>A port of a machine that can be reached on this computer's loopback until this is disposed.</summary>
public interface IPortForward : IAsyncDisposable
{
    /// <summary>Port on 127.0.0.1.</summary>
    int LocalPort { get; }
}
