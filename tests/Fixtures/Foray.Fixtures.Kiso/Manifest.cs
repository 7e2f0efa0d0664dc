using Foray.Sdk.Plugins;

[assembly: ForayManifest(1, """
{"package":"Foray.Fixtures.Kiso","version":"0.1.0","sdk":"0.1.0","author":"The Foray authors","plugins":[
{"kind":"deployment","name":"htcondor","type":"Kiso.HTCondor","factory":"Kiso.HTCondorFactory","options":"Kiso.HTCondorOptions","description":"HTCondor daemons.","capabilities":["checks"]},
{"kind":"experiment","name":"pegasus","type":"Kiso.Pegasus","factory":"Kiso.PegasusFactory","options":"Kiso.PegasusOptions","description":"A Pegasus workflow."},
{"kind":"experiment","name":"shell","type":"Kiso.Shell","factory":"Kiso.ShellFactory","options":"Kiso.ShellOptions","description":"Scripts."},
{"kind":"experiment","name":"nameless","type":"Kiso.Nameless","factory":"Kiso.NamelessFactory","description":"Has no options."},
{"kind":"probe","name":"everything","type":"Kiso.Everything","factory":"Kiso.EverythingFactory","options":"Kiso.EverythingOptions","description":"Options of every type."},
{"kind":"site","name":"local","type":"Kiso.Local","factory":"Kiso.LocalFactory","options":"Kiso.LocalOptions","description":"This computer.","capabilities":["this_computer"]},
{"kind":"site","name":"hosts","type":"Kiso.Hosts","factory":"Kiso.HostsFactory","options":"Kiso.HostsOptions","description":"A machine for each host."},
{"kind":"site","name":"vagrant","type":"Kiso.Vagrant","factory":"Kiso.VagrantFactory","options":"Kiso.VagrantOptions","description":"Virtual machines.","tools":[{"program":"vagrant","remedy":"install the package vagrant"}]},
{"kind":"software","name":"apptainer","type":"Kiso.Apptainer","factory":"Kiso.ApptainerFactory","options":"Kiso.ContainerOptions","description":"Apptainer."},
{"kind":"software","name":"docker","type":"Kiso.Docker","factory":"Kiso.DockerFactory","options":"Kiso.ContainerOptions","description":"Docker."},
{"kind":"software","name":"packer","type":"Kiso.Packer","factory":"Kiso.PackerFactory","options":"Kiso.PackerOptions","description":"Images.","deprecated":"use 'docker' instead"},
{"kind":"software","name":"shell","type":"Kiso.Install","factory":"Kiso.InstallFactory","options":"Kiso.ScriptOptions","description":"Scripts that install something."}
]}
""")]

[assembly: ForayOptions("Kiso.VagrantOptions", """
{"summary":"A Vagrant site.","properties":[
{"key":"backend","summary":"Virtual machine backend.","default":"virtualbox","schema":{"type":"enum","values":["libvirt","virtualbox"]}},
{"key":"box","summary":"Image of the machines.","schema":{"type":"string"}},
{"key":"user","summary":"User on the machines.","schema":{"type":"string"}},
{"key":"name_prefix","summary":"Prefix of the machines' names.","schema":{"type":"string","pattern":"[a-z][a-z0-9-]*","maximum_length":20}},
{"key":"config_extra","summary":"Lines for the Vagrantfile.","schema":{"type":"string","verbatim":true}},
{"key":"resources","summary":"What to bring up.","required":true,"schema":{"type":"object","record":"Kiso.VagrantResources"}}
]}
""")]
[assembly: ForayOptions("Kiso.VagrantResources", """
{"summary":"What to bring up.","properties":[
{"key":"machines","summary":"Groups of machines.","required":true,"schema":{"type":"list","minimum_items":1,"items":{"type":"object","record":"Kiso.VagrantMachine"}}},
{"key":"networks","summary":"Networks.","schema":{"type":"list","items":{"type":"object","record":"Kiso.VagrantNetwork"}}}
]}
""")]
[assembly: ForayOptions("Kiso.VagrantMachine", """
{"summary":"A group of machines.","properties":[
{"key":"labels","summary":"Labels of the machines.","required":true,"schema":{"type":"label_set"}},
{"key":"flavour","summary":"Size of a machine.","schema":{"type":"enum","values":["tiny","small","medium","big","large","extra-large"]}},
{"key":"flavour_desc","summary":"Size of a machine in numbers.","schema":{"type":"object","record":"Kiso.VagrantFlavour"}},
{"key":"number","summary":"How many machines.","default":1,"machine_count":true,"schema":{"type":"integer","minimum":1,"maximum":10000}},
{"key":"backend","summary":"Virtual machine backend.","schema":{"type":"enum","values":["libvirt","virtualbox"]}},
{"key":"box","summary":"Image of the machines.","schema":{"type":"string"}},
{"key":"user","summary":"User on the machines.","schema":{"type":"string"}},
{"key":"name_prefix","summary":"Prefix of the machines' names.","schema":{"type":"string"}},
{"key":"config_extra_vm","summary":"Lines for the Vagrantfile.","schema":{"type":"string","verbatim":true}}
],"exactly_one":[["flavour","flavour_desc"]]}
""")]
[assembly: ForayOptions("Kiso.VagrantFlavour", """
{"summary":"Size of a machine.","properties":[
{"key":"core","summary":"Number of cores.","required":true,"schema":{"type":"integer","minimum":1}},
{"key":"mem","summary":"Memory.","required":true,"schema":{"type":"size"}}
]}
""")]
[assembly: ForayOptions("Kiso.VagrantNetwork", """
{"summary":"A network.","properties":[
{"key":"cidr","summary":"Its addresses.","required":true,"schema":{"type":"cidr"}},
{"key":"labels","summary":"Its roles.","required":true,"schema":{"type":"list","minimum_items":1,"unique":true,"items":{"type":"string"}}}
]}
""")]
[assembly: ForayOptions("Kiso.LocalOptions", """
{"summary":"This computer.","properties":[
{"key":"resources","summary":"What to bring up.","required":true,"schema":{"type":"object","record":"Kiso.LocalResources"}}
]}
""")]
[assembly: ForayOptions("Kiso.LocalResources", """
{"summary":"What to bring up.","properties":[
{"key":"machines","summary":"Groups of machines.","required":true,"schema":{"type":"list","minimum_items":1,"items":{"type":"object","record":"Kiso.LocalMachine"}}}
]}
""")]
[assembly: ForayOptions("Kiso.LocalMachine", """
{"summary":"A group of machines.","properties":[
{"key":"labels","summary":"Labels of the machines.","required":true,"schema":{"type":"label_set"}},
{"key":"number","summary":"How many machines.","default":1,"machine_count":true,"schema":{"type":"integer","minimum":1}}
]}
""")]
[assembly: ForayOptions("Kiso.HostsOptions", """
{"summary":"Machines that are up.","properties":[
{"key":"labels","summary":"Labels of the machines.","required":true,"schema":{"type":"label_set"}},
{"key":"hosts","summary":"Names of the hosts.","required":true,"machine_count":true,"schema":{"type":"list","minimum_items":1,"unique":true,"items":{"type":"string","minimum_length":1}}},
{"key":"jump","summary":"Host to go through.","schema":{"type":"string"}},
{"key":"jump_user","summary":"User there.","schema":{"type":"string"}},
{"key":"password","summary":"Password of the user.","schema":{"type":"secret"}}
],"requires":[["jump_user","jump"]]}
""")]
[assembly: ForayOptions("Kiso.ContainerOptions", """
{"summary":"A container engine.","properties":[
{"key":"labels","summary":"Machines that get it.","required":true,"schema":{"type":"label_selector"}},
{"key":"version","summary":"Its version.","schema":{"type":"scalar"}}
]}
""")]
[assembly: ForayOptions("Kiso.ScriptOptions", """
{"summary":"A script.","properties":[
{"key":"labels","summary":"Machines that run it.","required":true,"schema":{"type":"label_selector"}},
{"key":"script","summary":"The script.","required":true,"schema":{"type":"string","verbatim":true}},
{"key":"executable","summary":"Program that runs it.","default":"/bin/bash","tool":true,"schema":{"type":"string"}}
]}
""")]
[assembly: ForayOptions("Kiso.HTCondorOptions", """
{"summary":"HTCondor daemons.","properties":[
{"key":"kind","summary":"Role of the machines.","required":true,"schema":{"type":"enum","values":["central-manager","submit","execute","personal"]}},
{"key":"labels","summary":"Machines that get it.","required":true,"schema":{"type":"label_selector"}},
{"key":"config_file","summary":"Further configuration.","schema":{"type":"input_path"}}
]}
""")]
[assembly: ForayOptions("Kiso.ShellOptions", """
{"summary":"Scripts.","properties":[
{"key":"name","summary":"Name of the experiment.","required":true,"schema":{"type":"string","minimum_length":1}},
{"key":"description","summary":"What it is about.","schema":{"type":"string"}},
{"key":"variables","summary":"Variables of the experiment.","schema":{"type":"map","values_schema":{"type":"variable"}}},
{"key":"matrix","summary":"Parameters and their values.","schema":{"type":"map","values_schema":{"type":"list","items":{"type":"scalar"}},"matrix":true}},
{"key":"timeout","summary":"Longest time of a case.","default":"10m","schema":{"type":"duration"}},
{"key":"retries","summary":"How often a failed case is tried again.","default":0,"schema":{"type":"integer","minimum":0,"maximum":100}},
{"key":"inputs","summary":"Files to copy to machines.","schema":{"type":"list","items":{"type":"object","record":"Kiso.Input"}}},
{"key":"scripts","summary":"Scripts, in order.","required":true,"schema":{"type":"list","minimum_items":1,"items":{"type":"object","record":"Kiso.ScriptOptions"}}},
{"key":"outputs","summary":"Files to bring back.","schema":{"type":"list","items":{"type":"object","record":"Kiso.Output"}}}
]}
""")]
[assembly: ForayOptions("Kiso.Input", """
{"summary":"A file to copy.","properties":[
{"key":"labels","summary":"Machines that get it.","required":true,"schema":{"type":"label_selector"}},
{"key":"src","summary":"The file.","required":true,"schema":{"type":"input_path"}},
{"key":"dst","summary":"Where it goes.","required":true,"schema":{"type":"string"}}
]}
""")]
[assembly: ForayOptions("Kiso.Output", """
{"summary":"A file to bring back.","properties":[
{"key":"labels","summary":"Machines that have it.","required":true,"schema":{"type":"label_selector"}},
{"key":"src","summary":"The file.","required":true,"schema":{"type":"string","within_folder":true}},
{"key":"dst","summary":"Where it goes.","required":true,"schema":{"type":"string","within_folder":true}}
]}
""")]
[assembly: ForayOptions("Kiso.PegasusOptions", """
{"summary":"A workflow.","properties":[
{"key":"name","summary":"Name of the experiment.","required":true,"schema":{"type":"string","minimum_length":1}},
{"key":"main","summary":"Script that runs the workflow.","required":true,"schema":{"type":"string"}},
{"key":"submit_node_labels","summary":"Machine that submits.","required":true,"schema":{"type":"label_selector"}},
{"key":"count","summary":"How often it runs.","default":1,"schema":{"type":"integer","minimum":1}}
]}
""")]
[assembly: ForayOptions("Kiso.PackerOptions", """
{"summary":"Images.","properties":[
{"key":"labels","summary":"Machines that get it.","required":true,"renamed_from":["machines"],"schema":{"type":"label_selector"}},
{"key":"version","summary":"Its version.","renamed_from":["release","tag"],"schema":{"type":"scalar"}},
{"key":"cache","summary":"Whether it keeps images.","deprecated":"remove it: images are always kept","schema":{"type":"boolean"}},
{"key":"layers","summary":"Parts of an image.","schema":{"type":"map","values_schema":{"type":"list","items":{"type":"object","record":"Kiso.Layer"}}}}
]}
""")]
[assembly: ForayOptions("Kiso.Layer", """
{"summary":"A part of an image.","properties":[
{"key":"size","summary":"Its size.","required":true,"renamed_from":["bytes"],"schema":{"type":"size"}}
]}
""")]
[assembly: ForayOptions("Kiso.EverythingOptions", """
{"summary":"Options of every type.","properties":[
{"key":"text","summary":"Text.","required":true,"schema":{"type":"string"}},
{"key":"code","summary":"Text of a form.","schema":{"type":"string","pattern":"[a-c]+x?","minimum_length":2,"maximum_length":5}},
{"key":"path","summary":"A path.","schema":{"type":"string","within_folder":true,"maximum_length":12}},
{"key":"grid","summary":"Parameters.","schema":{"type":"map","values_schema":{"type":"list","items":{"type":"scalar"}},"matrix":true}},
{"key":"count","summary":"A whole number.","default":1,"schema":{"type":"integer","minimum":0,"maximum":10}},
{"key":"ratio","summary":"A number.","schema":{"type":"number","minimum":-1,"maximum":1.5}},
{"key":"flag","summary":"A flag.","schema":{"type":"boolean"}},
{"key":"color","summary":"A name.","schema":{"type":"enum","values":["red","green","blue"]}},
{"key":"wait","summary":"A duration.","schema":{"type":"duration"}},
{"key":"room","summary":"A size.","schema":{"type":"size"}},
{"key":"net","summary":"A range.","schema":{"type":"cidr"}},
{"key":"where","summary":"Labels.","schema":{"type":"label_selector"}},
{"key":"names","summary":"Labels to define.","schema":{"type":"label_set"}},
{"key":"value","summary":"A value.","schema":{"type":"scalar"}},
{"key":"tags","summary":"A list.","schema":{"type":"list","minimum_items":1,"maximum_items":3,"unique":true,"items":{"type":"string"}}},
{"key":"sizes","summary":"A map.","schema":{"type":"map","minimum_items":1,"maximum_items":2,"values_schema":{"type":"integer","minimum":1}}},
{"key":"parts","summary":"Further ones inside.","schema":{"type":"list","items":{"type":"object","record":"Kiso.Part"}}},
{"key":"part","summary":"One inside.","schema":{"type":"object","record":"Kiso.Part"}},
{"key":"speed","summary":"How fast.","required":true,"renamed_from":["pace","tempo"],"schema":{"type":"integer","minimum":1}},
{"key":"style","summary":"How it looks.","renamed_from":["look"],"schema":{"type":"string","maximum_length":5}},
{"key":"shape","summary":"How it looked.","deprecated":"use 'style' instead","schema":{"type":"string","maximum_length":5}}
]}
""")]
[assembly: ForayOptions("Kiso.Part", """
{"summary":"A part.","properties":[
{"key":"left","summary":"One side.","renamed_from":["port"],"schema":{"type":"integer"}},
{"key":"right","summary":"The other side.","schema":{"type":"integer"}},
{"key":"small","summary":"A size.","schema":{"type":"boolean"}},
{"key":"large","summary":"A size.","renamed_from":["big"],"schema":{"type":"boolean"}},
{"key":"inner","summary":"A part of the part.","schema":{"type":"object","record":"Kiso.Part"}}
],"exactly_one":[["left","right"]],"at_most_one":[["small","large"]],"requires":[["inner","left"]]}
""")]
