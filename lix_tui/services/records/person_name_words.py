"""Words of personal names: titles, credentials, particles, frequent surnames.

Words are in lower case without accents and dots, except those in other scripts.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "dr drs prof professor mr mrs ms miss mx sir dame reverend capt captain univ-prof "
    "dipl-ing dipl-kfm dipl-inf dr-ing herr frau dott dottssa sra srta shri smt dato datuk "
    "ingeniero doctor doctora"
)
"""Words before a name that aren't part of it."""
DOTTED_TITLES = _words(
    "rev gen col lt maj sgt fr hon mag ing sr sra lic arq avv adv er ca pd hc eng dna dn me "
    "mme mlle"
)
"""Titles that are names or initials when they have no dot."""
CREDENTIALS = _words(
    "phd dphil edd dba psyd mba emba msc mphil bsc beng meng llb llm mph mfa mdiv msw lcsw "
    "lmft lpc jd esq cpa cfa cma cia cisa cism cissp ceh pmp pmi-acp csm cspo safe phr sphr "
    "gphr shrm-cp shrm-scp cipd mcipd fcipd acca fcca aca fca cima acma cfp clu chfc frm caia "
    "cams cfe ccna ccie pe eit leed ra aia raia riba ncidq bcba lssbb cssbb acc pcc mcc rd "
    "rdn dds dmd dvm pharmd aprn fnp np-c crna bsn msn dnp facs facp frcs frcp mrcp mbbs "
    "mbchb iii ii iv jr jnr snr"
)
"""Words after a name that aren't part of it, in any case."""
CAPITAL_CREDENTIALS = _words(
    "ma ba ms bs md do rn pa ca ed be jp ot pt sr np bcom mcom bba bca mca cs vi vii viii scd"
)
"""Credentials only in capitals in a name that isn't all in capitals: others are surnames."""
PRONOUNS = _words(
    "she her hers he him his they them theirs ze zir hir xe xem ella el elle elles il lui ele "
    "dele ela dela sie ihr er ihm hen hon han hij hem zij haar lei iel any all pronouns"
)
PARTICLES = _words(
    "van von vom vander vanden vande der den de del della dello dei degli da dal dalla di do "
    "dos das du des la las le les lo los el al as ad ul bin ibn bint bte binti ben abu abou "
    "ter ten te zu zum zur und af av st saint san santa sant santo o ni nic mac mc ui ap ab "
    "bat t op in"
) | {"бин", "фон", "ван", "де", "بن", "ابن", "بنت", "أبو", "ابو", "آل", "בן", "בת"}  # fmt: skip
"""Words that begin a surname."""
LOWER_PARTICLES = _words("as ad o in te t ab op und av do ten mac mc")
"""Particles only in lower case: capitalised ones are names."""
CONNECTORS = _words("y i e")
"""Words between two surnames."""
SERVANT = _words("abdul abdel abd abdur abu abdal") | {"عبد", "أبو", "ابو"}
"""First parts of given names of two words."""
GIVEN_AFTER_PARTICLE = _words(
    "fatima lourdes conceicao carmo ceu gloria graca gracas luz carmen pilar mar rosario "
    "angeles mercedes dolores socorro rocio consuelo nieves jesus guadalupe dios deus "
    "concepcion"
)
"""Given names that follow a particle, as in 'María del Carmen'."""
GENERATIONS = frozenset({"neto", "filho", "sobrinho", "júnior", "netto"})
"""Words at the end of Brazilian surnames."""
IBERIAN_SURNAMES = _words(
    "garcia gonzalez rodriguez fernandez lopez martinez sanchez perez gomez martin jimenez "
    "ruiz hernandez diaz moreno alvarez munoz romero alonso gutierrez navarro torres "
    "dominguez vazquez ramos gil ramirez serrano blanco molina morales suarez ortega delgado "
    "castro ortiz rubio marin sanz nunez iglesias medina garrido cortes castillo santos "
    "lozano guerrero cano prieto mendez cruz calvo gallego vidal leon marquez herrera pena "
    "flores cabrera campos vega fuentes carrasco diez caballero reyes nieto aguilar pascual "
    "santana herrero montero lorenzo hidalgo gimenez ibanez ferrer duran santiago benitez "
    "mora vicente vargas arias carmona crespo roman pastor soto saez velasco moya soler parra "
    "esteban bravo gallardo rojas silva pereira ferreira oliveira costa souza sousa rodrigues "
    "almeida nascimento lima araujo fernandes carvalho gomes martins rocha ribeiro alves "
    "monteiro mendes barros freitas barbosa pinto moura cavalcanti dias castelo campelo "
    "cardoso teixeira correia correa lopes marques machado moreira nunes vieira melo cunha "
    "pires azevedo fonseca tavares coelho borges batista matos figueiredo henriques antunes "
    "quintero salazar valencia mejia cardenas restrepo ospina zapata giraldo acosta ochoa "
    "espinoza contreras guzman rivera rivas salinas sandoval valdez villanueva zamora "
    "trujillo llosa borbon mendoza chavez cespedes puig"
)
"""Frequent surnames of Spain, Portugal and Latin America."""
VIETNAMESE_SURNAMES = _words(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dao doan vuong "
    "trinh truong dinh lam phung mai to ta ha luong cao thai quach luu chu kieu nghiem"
)
SURE_VIETNAMESE_SURNAMES = _words("nguyen tran pham huynh bui truong trinh")
"""Vietnamese surnames that stand first without a mark of the language, too."""
VIETNAMESE_LETTERS = frozenset("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹđơưă")
COMPOUND_CHINESE_SURNAMES = _words(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 "
    "長孫 宇文 司徒 司空 夏侯 轩辕 軒轅 钟离 鍾離 端木 独孤 獨孤 南宫 南宮 西门 西門 东郭 "
    "東郭 百里 呼延 澹台"
)
JAPANESE_SURNAMES = _words(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 "
    "井上 木村 斎藤 斉藤 清水 山崎 阿部 池田 橋本 石川 前田 藤田 小川 岡田 後藤 長谷川 村上 "
    "近藤 石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 松田 岡本 中川 中野 原田 小野 "
    "田村 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 "
    "谷口 大野 丸山 今井 高田 菅原 武田 千葉 村田 小島 大塚 平野 久保 上野 松井 野口 菊地 "
    "菊池 野村 新井 木下 佐野 杉山 古川 大西 浜田 川口 五十嵐 宮沢 大谷 久保田 佐久間 小笠原"
)
KOREAN_COMPOUND_SURNAMES = _words("남궁 황보 제갈 사공 선우 서문 독고 동방")
PATRONYMICS = ("ович", "евич", "ьич", "овна", "евна", "ична", "инична")
"""Ends of Russian patronymics."""
PLACEHOLDERS = ("linkedin member", "linkedin user", "private member")
"""Texts that stand for a person whose name isn't shown."""
