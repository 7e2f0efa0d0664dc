# For the real Vagrant: a provider by the name of libvirt whose machines are those of the stand-in beside this file. Vagrant reads the
# Vagrantfile, finds the box, keeps the machine's identity and its locks; of a machine's inside it sees nothing.
module StandIn
  PROGRAM = File.join(__dir__, "vagrant")

  def self.call(machine, *arguments)
    environment = { "VAGRANT_DEFAULT_PROVIDER" => "libvirt" }
    result = Vagrant::Util::Subprocess.execute(PROGRAM, *arguments, workdir: machine.env.root_path.to_s, env: environment)
    raise Failure, message: result.stderr unless result.exit_code.zero?
    result.stdout
  end

  class Failure < Vagrant::Errors::VagrantError
    def error_message = "%{message}"

    def initialize(options = {})
      @text = options[:message]
      super
    end

    def to_s = @text.strip
  end

  class Config < Vagrant.plugin("2", :config)
    attr_accessor :cpus, :memory, :default_prefix
  end

  class Up
    def initialize(app, _) = @app = app

    def call(env)
      machine = env[:machine]
      StandIn.call(machine, "up")
      machine.id = File.read(machine.data_dir.join("id")).strip
      @app.call(env)
    end
  end

  class Destroy
    def initialize(app, _) = @app = app

    def call(env)
      StandIn.call(env[:machine], "destroy", "-f")
      env[:machine].id = nil
      @app.call(env)
    end
  end

  class Provider < Vagrant.plugin("2", :provider)
    def initialize(machine) = @machine = machine

    def action(name)
      steps = { up: [Vagrant::Action::Builtin::HandleBox, Vagrant::Action::Builtin::ConfigValidate, Up], destroy: [Destroy] }[name] || []
      Vagrant::Action::Builder.new.tap { |builder| steps.each { |step| builder.use(step) } }
    end

    def state
      now = @machine.id ? StandIn.call(@machine, "status")[/,state,(.*)/, 1] : "not_created"
      Vagrant::MachineState.new(now.to_sym, now, now)
    end

    def ssh_info
      return nil unless state.id == :running
      text = StandIn.call(@machine, "ssh-config")
      value = ->(key) { text[/^ *#{key} "?([^"\n]*)/, 1] }
      { host: value["HostName"], port: value["Port"].to_i, username: value["User"], private_key_path: value["IdentityFile"] }
    end
  end

  class Plugin < Vagrant.plugin("2")
    name "stand-in"
    config(:libvirt, :provider) { Config }
    provider(:libvirt, parallel: true) { Provider }
  end
end
