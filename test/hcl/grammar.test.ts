import { printHcl } from "../../src/hcl/print-files";

test("a variable keeps falsy values, has its type without quotes and its default as literal text", () => {
  const variable = {
    a: { default: false, type: "bool", nullable: false, description: "Not ${a} %{template}." },
    b: { default: { "${k}": "${v}" } },
    c: { type: "list" },
    d: { validation: [{ condition: "${var.d > 0}", error_message: "${var.d}" }], default: 0, type: "${number}" },
  };
  expect(printHcl({ variable })).toBe(`variable "a" {
  description = "Not $\${a} %%{template}."
  type        = bool
  default     = false
  nullable    = false
}

variable "b" {
  default = {
    "$\${k}" = "$\${v}"
  }
}

variable "c" {
  type = list(any)
}

variable "d" {
  type    = number
  default = 0

  validation {
    condition     = var.d > 0
    error_message = var.d
  }
}
`);
});

test("the terraform block has versions, providers and the backend in blocks, and nothing in it is a template", () => {
  const terraform = {
    backend: { remote: { organization: "acme", workspaces: { prefix: "${p}" } } },
    experiments: ["a"],
    required_providers: { aws: { source: "hashicorp/aws", version: "~> 6.0", configuration_aliases: ["aws.west"] } },
    required_version: ">= 1.11",
  };
  expect(printHcl({ terraform })).toBe(`terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = "~> 6.0"
      configuration_aliases = [aws.west]
    }
  }

  backend "remote" {
    organization = "acme"

    workspaces {
      prefix = "$\${p}"
    }
  }

  experiments = [a]
}
`);
});

test("Terraform Cloud's workspaces are a block", () => {
  const cloud = { organization: "acme", workspaces: { name: "n", project: "p" } };
  expect(printHcl({ terraform: { cloud } })).toContain('    workspaces {\n      name    = "n"\n      project = "p"');
});

test("a provider may have several configurations", () => {
  const aws = [{ region: "eu-west-1" }, { region: "us-east-1", alias: "east", assume_role: [{ role_arn: "r" }] }];
  expect(printHcl({ provider: { aws } })).toBe(`provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "east"
  region = "us-east-1"

  assume_role {
    role_arn = "r"
  }
}
`);
});

test("a module has its source first and its providers without quotes", () => {
  const child = {
    text: "t",
    count: 2,
    providers: { aws: "aws.west", "aws.src": "aws" },
    version: "1",
    source: "a/b/c",
  };
  expect(printHcl({ module: { child } })).toBe(`module "child" {
  source  = "a/b/c"
  version = "1"

  count = 2

  providers = {
    aws     = aws.west
    aws.src = aws
  }

  text = "t"
}
`);
});

test("outputs, moved, import, removed and check blocks have their own grammar", () => {
  const text = printHcl({
    output: { a: { value: "${b}", description: "Of ${b}.", sensitive: false, depends_on: ["c.d"] } },
    moved: { to: "a.c", from: "a.b" },
    import: [{ to: "a.b[each.key]", for_each: "${local.ids}", id: "${each.value}", provider: "aws.west" }],
    removed: [{ from: "module.a", lifecycle: { destroy: false } }],
    check: { c: { data: { http: { d: { url: "u" } } }, assert: { error_message: "e", condition: true } } },
  });
  expect(text).toBe(`output "a" {
  description = "Of $\${b}."
  value       = b
  sensitive   = false

  depends_on = [c.d]
}

moved {
  from = a.b
  to   = a.c
}

import {
  for_each = local.ids
  provider = aws.west

  to = a.b[each.key]
  id = each.value
}

removed {
  from = module.a

  lifecycle {
    destroy = false
  }
}

check "c" {
  data "http" "d" {
    url = "u"
  }

  assert {
    condition     = true
    error_message = "e"
  }
}
`);
});
