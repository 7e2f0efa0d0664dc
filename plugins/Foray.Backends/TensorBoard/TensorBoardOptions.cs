using System.ComponentModel.DataAnnotations;

namespace Foray.Backends.TensorBoard;

/// <summary>Options of the backend <c>tensorboard</c>.</summary>
public sealed record TensorBoardOptions
{
    /// <summary>Folder that gets a folder for each run; relative to the current one.</summary>
    [MinLength(1)]
    public string Folder { get; init; } = "tensorboard";
}
