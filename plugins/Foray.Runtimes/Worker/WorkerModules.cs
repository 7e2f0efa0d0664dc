namespace Foray.Runtimes.Worker;

/// <summary>The parts of the worker that are written in JavaScript.</summary>
internal static class WorkerModules
{
    /// <summary>Text of one of them.</summary>
    /// <param name="name">Its name without the ending, such as <c>bastion</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(WorkerModules).Assembly.GetManifestResourceStream(name + ".js")
            ?? throw new InvalidOperationException($"the worker has no module '{name}'");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
