namespace Foray.Sdk.Machines;

/// <summary>Runs a program through the members that every machine has.</summary>
internal static class DetachedProgram
{
    public static async Task<ProgramEnd> RunAsync(IMachine machine, ProgramSpec program, string localFolder, CancellationToken cancellationToken)
    {
        var words = program.Arguments.Prepend(program.Program).Select(ShellText.Quote);
        var command = new CommandSpec(program.Id, $"exec </dev/null {string.Join(' ', words)}") { WorkingFolder = program.WorkingFolder, Environment = program.Environment };
        try
        {
            var handle = await machine.StartAsync(command, cancellationToken);
            try
            {
                var end = await machine.WaitAsync(handle, cancellationToken);
                return new ProgramEnd(end.ExitCode, end.Started, end.Elapsed);
            }
            finally
            {
                if (cancellationToken.IsCancellationRequested)
                    await machine.StopAsync(handle, program.Grace, CancellationToken.None);
                await machine.CollectAsync(handle, localFolder, CancellationToken.None);
            }
        }
        finally
        {
            await machine.RemoveAsync(program.Id, CancellationToken.None); // ends what the program started and did not wait for
        }
    }
}
